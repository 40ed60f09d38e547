import { scenarioNamed } from 'sandbox';
import {
  clusterFaults,
  faultsOfOtherClusters,
  lastingFaults,
  modelFaults,
  pairsOfFaults,
  slowToShow,
  soundClusters,
  soundModels,
  type FaultRow,
} from './faultTable';

const describeScenario = (name: string) => scenarioNamed(name).description;

/** What each fault of the sandbox is told as, for people. */
export function faultDocs(): string {
  return [
    '# Faults',
    'What can go wrong, and what is told of it. Each of these can be tried: `npm run sandbox -- --scenario image-not-found`, or the annotation `sandbox/fault: image-not-found` on a SeldonDeployment in a sandbox that runs, several names separated by commas. A fault changes a cause, and the cluster draws the consequences; a test lets each befall a model and holds the portal to this page, which is written from the same table.',
    'What a finding means and what to do stands in [on-call.md](on-call.md#findings). The broken link is the first that the [diagnosis](architecture.md) finds on the way from the model to its charts; a dash means that there is data all the same.',
    '## Of one model',
    table(
      [...modelFaults, ...lastingFaults, ...faultsOfOtherClusters].filter(
        isSingle,
      ),
    ),
    '## Of the cluster',
    'Told of a model that is well otherwise.',
    table(clusterFaults),
    '## Two at once',
    'Two causes are two findings, the worse one first.',
    table([...pairsOfFaults, ...lastingFaults.filter(row => !isSingle(row))]),
    '## Seen after a longer time',
    rows(
      ['Fault', 'Cause', 'Told as'],
      Object.entries(slowToShow).map(([name, told]) => [
        `\`${name}\``,
        describeScenario(name),
        told,
      ]),
    ),
    '## No faults',
    'These give no finding, like a start, a rollout and a scale to zero.',
    rows(
      ['Name', 'What is special'],
      [...soundModels, ...soundClusters].map(name => [
        `\`${name}\``,
        describeScenario(name),
      ]),
    ),
    '',
  ].join('\n\n');
}

const isSingle = ({ scenarios }: FaultRow) => scenarios.length === 1;

function table(faults: readonly FaultRow[]): string {
  return rows(
    ['Fault', 'Cause', 'Verdict', 'Finding', 'Broken link'],
    faults.map(({ scenarios, verdict, findings, brokenAt }) => [
      scenarios.map(name => `\`${name}\``).join(' and '),
      scenarios.map(describeScenario).join('; '),
      verdict,
      findings.map(rule => `[\`${rule}\`](on-call.md#${rule})`).join(', ') ||
        'none',
      brokenAt ? `\`${brokenAt}\`` : '–',
    ]),
  );
}

function rows(head: string[], body: string[][]): string {
  return [head, head.map(() => '---'), ...body]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}
