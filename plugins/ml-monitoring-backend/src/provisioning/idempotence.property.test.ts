import type { ProvisionRequest } from 'backstage-plugin-ml-monitoring-common';
// eslint-disable-next-line @backstage/no-forbidden-package-imports -- test data of the sibling package
import { arbitraryRequest } from 'backstage-plugin-ml-monitoring-common/src/manifests/__testUtils__/arbitraryRequest';
import fc from 'fast-check';
import { startProvisioning } from '../__testUtils__/startProvisioning';

jest.setTimeout(120_000);

const result = ({ result: done }: { result: string }) => done;

it('any valid request changes nothing the second time, and deleting leaves the cluster as it was', async () => {
  const { provisioner, remover, caller, objects, close } =
    await startProvisioning();
  const untouched = objects();
  try {
    await fc.assert(
      fc.asyncProperty(arbitraryRequest, async (request: ProvisionRequest) => {
        const plan = await provisioner.plan(request, caller());
        expect(objects()).toEqual(untouched);

        const first = await provisioner.provision(request, caller());
        expect(first.objects.map(result)).toEqual(plan.objects.map(result));
        const applied = objects();

        const again = await provisioner.plan(request, caller());
        expect(again.objects.flatMap(({ changes }) => changes)).toEqual([]);
        const second = await provisioner.provision(request, caller());
        expect(new Set(second.objects.map(result))).toEqual(
          new Set(['unchanged']),
        );
        expect(objects()).toEqual(applied);

        await remover.remove(request, caller());
        expect(objects()).toEqual(untouched);
        await expect(remover.remove(request, caller())).resolves.toMatchObject({
          objects: [],
          warnings: [],
        });
      }),
      { numRuns: 15 },
    );
  } finally {
    await close();
  }
});
