import { scenarioNamed } from 'sandbox';
import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import {
  lastingFaults as table,
  type FaultRow,
} from './__testUtils__/faultTable';
import { sideBySide } from './__testUtils__/sideBySide';
import { startFaultLab, type FaultLab } from './__testUtils__/startFaultLab';

jest.setTimeout(600_000);

/** A number has to be bad for two minutes of the last three, and a machine with much to do takes longer. */
const TOGETHER_MS = 330_000;

/** A machine with much to do is slow in truth. */
const lastingFaults = table.map(row => ({
  ...row,
  also: [...(row.also ?? []), 'latency'],
}));

const nameOf = (row: FaultRow) => row.scenarios.join(' and ');

let lab: FaultLab;
let refs: ModelRef[];
let deadline: number;

beforeAll(async () => {
  lab = await startFaultLab({
    health: { latency: { degraded: '175ms', failing: '5s' } },
    requestsPerSecond: 5,
    pollMs: 5_000,
  });
  refs = lastingFaults.map((row, index) => {
    const [first, ...others] = row.scenarios;
    const name = others.length ? `pair-${index}` : first;
    return lab.addModel(name, {
      template: scenarioNamed(first).befalls,
      scenarios: row.scenarios,
    });
  });
  deadline = Date.now() + TOGETHER_MS;
});

afterAll(async () => {
  await lab?.stop();
});

describe('tells what a model has suffered from for some minutes:', () => {
  sideBySide(
    Object.fromEntries(
      lastingFaults.map((row, index) => [
        nameOf(row),
        () => lab.isToldAs(refs[index], row, deadline),
      ]),
    ),
  );
});
