import { existsSync } from 'node:fs';
import path from 'node:path';
import { sum } from './counts.mjs';
import { root } from './paths.mjs';
import { capture } from './run.mjs';
import { duration, say } from './say.mjs';
import { forgetReport } from './stages.mjs';

const TAIL_LINES = 80;

/**
 * One stage that waits most of the time runs beside one that works, so that no core is idle and no stage is kept from
 * what it measures by another of its kind.
 */
const LANES = ['waiting', 'working'];

const laneOf = ({ waits }) => (waits ? 'waiting' : 'working');

/**
 * Runs stages, each as far as it goes: in order within a lane, but for those that wait for another stage. What needs one
 * that failed is left out and counts as failed. Answers the sum of all tests.
 */
export async function runStages(stages, tools) {
  const chosen = new Set(stages.map(({ name }) => name));
  const results = new Map();
  const running = new Map();
  const waiting = new Set(stages);
  const isReady = ({ needs, after }) =>
    [needs, after].every(name => !chosen.has(name) || results.has(name));

  const start = async stage => {
    const needed = results.get(stage.needs);
    const result = needed?.failed
      ? leaveOut(stage, needed)
      : await runStage(stage, tools);
    results.set(stage.name, { title: stage.title, ...result });
  };

  while (waiting.size || running.size) {
    for (const lane of LANES.filter(each => !running.has(each))) {
      const next = [...waiting].find(
        stage => laneOf(stage) === lane && isReady(stage),
      );
      if (next) {
        waiting.delete(next);
        running.set(
          lane,
          start(next).finally(() => running.delete(lane)),
        );
      }
    }
    if (!running.size) {
      throw new Error(
        `These stages wait for each other: ${[...waiting].map(({ name }) => name).join(', ')}`,
      );
    }
    await Promise.race(running.values());
  }

  say();
  const inOrder = stages.map(({ name }) => results.get(name));
  for (const { title, passed, failed, milliseconds } of inOrder) {
    const mark = failed ? '✗' : '✓';
    say(
      `${mark} ${title.padEnd(34)} ${duration(milliseconds).padStart(11)}  ${passed} passed, ${failed} failed`,
    );
  }
  return sum(inOrder);
}

async function runStage(stage, tools) {
  const { title, command, env = each => each, counts, onSuccess } = stage;
  forgetReport(stage);
  say(`▸ ${title}`);
  const started = Date.now();
  const { exitCode, tail, logFile } = await capture(command(tools), {
    title,
    env: env(tools.env),
    tail: TAIL_LINES,
  });
  const result = count({ ...stage, counts }, exitCode === 0);
  const milliseconds = Date.now() - started;
  if (result.failed) {
    say(
      [
        ...tail.map(line => `    ${line}`),
        `✗ ${title}. Everything it said: ${path.relative(root, logFile)}`,
      ].join('\n'),
    );
  } else {
    onSuccess?.();
    say(`✓ ${title} (${duration(milliseconds)})`);
  }
  return { ...result, milliseconds };
}

function count({ report, counts }, succeeded) {
  const alone = succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!counts) {
    return alone;
  }
  if (!existsSync(report)) {
    return { passed: 0, failed: 1 };
  }
  const counted = counts();
  return succeeded || counted.failed ? counted : { ...counted, failed: 1 };
}

function leaveOut({ title }, needed) {
  say(`✗ ${title}: left out, because it needs ${needed.title}`);
  return { passed: 0, failed: 1, milliseconds: 0 };
}
