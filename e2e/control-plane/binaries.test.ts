import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findBinaries } from './binaries';

describe('KUBEBUILDER_ASSETS', () => {
  let folder: string;
  const log = () => undefined;
  const environment = () => ({ KUBEBUILDER_ASSETS: folder });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assets-'));
    await writeFile(join(folder, 'etcd'), '', { mode: 0o755 });
  });
  after(() => rm(folder, { recursive: true }));

  test('must hold every program, and what it lacks is named', async () => {
    await assert.rejects(findBinaries({ log, environment: environment() }), {
      name: 'MissingPartError',
      message: new RegExp(
        `^KUBEBUILDER_ASSETS is ${folder}, which has no kube-apiserver and no kube-controller-manager:`,
      ),
    });
  });

  test('are taken as they are, without a look at Go', async () => {
    for (const name of ['kube-apiserver', 'kube-controller-manager']) {
      await writeFile(join(folder, name), '', { mode: 0o755 });
    }
    assert.deepEqual(await findBinaries({ log, environment: environment() }), {
      origin: 'KUBEBUILDER_ASSETS',
      paths: {
        etcd: join(folder, 'etcd'),
        'kube-apiserver': join(folder, 'kube-apiserver'),
        'kube-controller-manager': join(folder, 'kube-controller-manager'),
      },
    });
  });
});
