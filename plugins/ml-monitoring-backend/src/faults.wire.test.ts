import { scenarioNamed, scenarios } from 'sandbox';
import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import {
  clusterFaults,
  faultsOfOtherClusters,
  modelFaults,
  pairsOfFaults,
  lastingFaults,
  slowToShow,
  soundClusters,
  soundModels,
  type FaultRow,
} from './__testUtils__/faultTable';
import { sideBySide } from './__testUtils__/sideBySide';
import { startFaultLab, type FaultLab } from './__testUtils__/startFaultLab';

jest.setTimeout(600_000);

/** For all faults of models together: a machine with much to do takes several times as long as an idle one. */
const TOGETHER_MS = 300_000;

const nameOf = (row: FaultRow) => row.scenarios.join(' and ');

let lab: FaultLab;

beforeAll(async () => {
  lab = await startFaultLab({
    health: {
      // What takes minutes in a cluster takes seconds here.
      progressingAfter: '10s',
      unreadyAfter: '5s',
      staleAfter: '20s',
    },
    pollMs: 2_000,
  });
});

afterAll(async () => {
  await lab?.stop();
});

it('has a place for every scenario of the sandbox', () => {
  const rows = [
    ...modelFaults,
    ...lastingFaults,
    ...clusterFaults,
    ...faultsOfOtherClusters,
  ];
  const single = rows.filter(row => row.scenarios.length === 1);
  expect(
    [
      ...single.flatMap(row => row.scenarios),
      ...soundModels,
      ...soundClusters,
      ...Object.keys(slowToShow),
    ].sort(),
  ).toEqual(scenarios.map(({ name }) => name).sort());
});

describe('tells what a model suffers from:', () => {
  const rows = [...modelFaults, ...pairsOfFaults];
  let deadline: number;
  let refs: ModelRef[];

  beforeAll(async () => {
    deadline = Date.now() + TOGETHER_MS;
    refs = rows.map((row, index) => {
      const [first, ...others] = row.scenarios;
      const name = others.length ? `pair-${index}` : first;
      return lab.addModel(name, { template: scenarioNamed(first).befalls });
    });
    await lab.untilWell(refs, deadline);
    rows.forEach((row, index) => lab.befall(refs[index], row.scenarios));
  });

  sideBySide(
    Object.fromEntries(
      rows.map((row, index) => [
        nameOf(row),
        () => lab.isToldAs(refs[index], row, deadline),
      ]),
    ),
  );
});
