import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import {
  clusterFaults,
  faultsOfOtherClusters,
  type FaultRow,
} from './__testUtils__/faultTable';
import { inTurn } from './__testUtils__/inTurn';
import { sideBySide } from './__testUtils__/sideBySide';
import { startFaultLab, type FaultLab } from './__testUtils__/startFaultLab';

jest.setTimeout(900_000);

/** A machine with much to do takes several times as long as an idle one. */
const EACH_MS = 180_000;
const CLUSTERS = 2;

const nameOf = (row: FaultRow) => row.scenarios.join(' and ');

const testsOf = (
  rows: readonly FaultRow[],
  test: (row: FaultRow) => Promise<void>,
) => Object.fromEntries(rows.map(row => [nameOf(row), () => test(row)]));

/** A cluster with one model, which is well but for what befalls the cluster, one fault after the other. */
function inOneCluster(rows: readonly FaultRow[]) {
  let starting: Promise<{ lab: FaultLab; bystander: ModelRef }> | undefined;

  async function start() {
    const lab = await startFaultLab({
      // What takes minutes in a cluster takes seconds here.
      health: {
        progressingAfter: '10s',
        unreadyAfter: '5s',
        staleAfter: '20s',
      },
    });
    return { lab, bystander: lab.addModel('bystander') };
  }

  afterAll(async () => {
    await (await starting)?.lab.stop();
  });

  return inTurn(
    testsOf(rows, async row => {
      starting ??= start();
      const { lab, bystander } = await starting;
      await lab.untilWell([bystander], Date.now() + EACH_MS);
      lab.befall(bystander, row.scenarios);
      try {
        await lab.isToldAs(bystander, row, Date.now() + EACH_MS);
      } finally {
        lab.befall(bystander, []);
      }
      await lab.untilWell([bystander], Date.now() + EACH_MS);
    }),
  );
}

describe('tells of a model that is well what its cluster suffers from:', () => {
  const shares = Array.from({ length: CLUSTERS }, (_, share) =>
    clusterFaults.filter((__, index) => index % CLUSTERS === share),
  );

  sideBySide({
    ...Object.assign({}, ...shares.map(inOneCluster)),
    ...testsOf(faultsOfOtherClusters, async row => {
      const [scenario] = row.scenarios;
      const lab = await startFaultLab({ sandbox: { scenario } });
      try {
        const ref = {
          cluster: 'local',
          namespace: 'ml-mon',
          name: 'rest-seldon',
        };
        await lab.isToldAs(ref, row, Date.now() + EACH_MS);
      } finally {
        await lab.stop();
      }
    }),
  });
});
