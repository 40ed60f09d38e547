import { ERRORS, number, type Expectation } from './expectation';
import { expectationsOf } from './expectationsOf';
import { idealConditions, idealTraffic } from './ideal';
import { MIXES, type Ask } from './plan';
import { CLUSTERS, setups } from './setups';

/** How numbers are held to what was sent, for people. */
export function replayDocs(): string {
  const [model] = CLUSTERS.eu;
  const rows = expectationsOf(idealTraffic(model), idealConditions);
  return [
    '# Measured truth',
    'What charts show is held to what was really sent. A test starts two sandboxes, sends their models a fixed plan of calls, lets real Prometheus scrape them every second, and asks for every panel as the portal does. What must come out is counted by the sender alone: what it asked for, what it got, how long it waited.',
    '`npm test` does this with Prometheus (`replay.wire.test.ts`), and shows the table below with a column of what was measured where anything is off. `npm run conformance -- --only replay:` does it with VictoriaMetrics, which then scrapes the same targets itself. A series that nobody expects is a failure too.',
    '## In these ways',
    [
      ...setups.map(({ title }) => `- ${title}`),
      '- told apart by a tag of the metric, on request',
    ].join('\n'),
    '## What is sent',
    'To each pod, over and over, in an order like chance that a seed fixes. The model does as the question says. Durations lie low in wide buckets of the histogram, so that the orchestrator’s own few milliseconds lead into no other. The second cluster gets half as much: shares and quantiles stay the same.',
    table(
      ['Predictor', 'How often', 'Call', 'Answer', 'After'],
      Object.entries(MIXES).flatMap(([predictor, asks]) =>
        [...countsOf(asks)].map(([text, count]) => [
          `\`${predictor}\``,
          String(count),
          ...text.split('|'),
        ]),
      ),
    ),
    '## What may be off, and why',
    table(
      ['Of', 'Error'],
      Object.entries(ERRORS).map(([kind, why]) => [kind, why]),
    ),
    'A series is seen to grow from its first scrape on, never what it begins with. So one call for each series is sent and scraped first; where several make one series, those may count or not, which widens the upper bound. VictoriaMetrics divides the increase of a series that began within the window by the time that it is there, Prometheus by the window: in its first minute a model has more requests per second there. It also counts what a series begins with in `increase`.',
    '## Every number',
    `Of a model of two nodes with two pods of \`main\` and one of \`canary\`, each sent ${model.rounds} rounds, scraped for ${idealConditions.scrapedSeconds.shortest} s: ε is ${number(epsilon(rows) * 100)} %. Panels about pods are held to an exporter with known numbers in the same way.`,
    table(
      ['Panel', 'Series', 'Truth', 'Allowed', 'Error'],
      rows.map(({ panel, series, truth, least, most, error }) => [
        `\`${panel}\``,
        series,
        number(truth),
        `${number(least)} to ${number(most)}`,
        error,
      ]),
    ),
    '',
  ].join('\n\n');
}

function countsOf(asks: readonly Ask[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const ask of asks) {
    const text = describeAsk(ask);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function describeAsk(ask: Ask): string {
  switch (ask.kind) {
    case 'prediction':
      return `prediction for tier ${ask.tier}|${ask.code}|${ask.seconds} s`;
    case 'unreadable':
      return 'prediction that is no JSON|400|at once';
    case 'feedback':
      return `feedback with reward ${ask.reward}|200|at once`;
    default:
      return 'check of health|200|at once';
  }
}

function epsilon(rows: readonly Expectation[]): number {
  const { truth, least } = rows.find(({ error }) => error === 'rate')!;
  return 1 - least / truth;
}

function table(head: string[], body: string[][]): string {
  return [head, head.map(() => '---'), ...body]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}
