import { existsSync } from 'node:fs';
import path from 'node:path';
import { sum } from './counts.mjs';
import { root } from './paths.mjs';
import { capture } from './run.mjs';
import { duration, say } from './say.mjs';
import { forgetReport } from './stages.mjs';

const TAIL_LINES = 80;

/**
 * Runs stages in order, each as far as it goes; what needs a stage that failed is left out and counts
 * as failed. Answers the sum of all tests.
 */
export async function runStages(stages, tools) {
  const results = [];
  for (const stage of stages) {
    const needed = results.find(({ name }) => name === stage.needs);
    const result = needed?.failed
      ? leaveOut(stage, needed)
      : await runStage(stage, tools);
    results.push({ name: stage.name, title: stage.title, ...result });
  }
  say();
  for (const { title, passed, failed, milliseconds } of results) {
    const mark = failed ? '✗' : '✓';
    say(
      `${mark} ${title.padEnd(34)} ${duration(milliseconds).padStart(11)}  ${passed} passed, ${failed} failed`,
    );
  }
  return sum(results);
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
  if (result.failed) {
    say(tail.map(line => `    ${line}`).join('\n'));
    say(`✗ ${title}. Everything it said: ${path.relative(root, logFile)}`);
  } else {
    onSuccess?.();
  }
  return { ...result, milliseconds: Date.now() - started };
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
