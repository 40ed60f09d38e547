import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parse } from 'yaml';
import scaffolderModule from '..';

const TEMPLATE = '../../../../templates/deploy-seldon-model/template.yaml';

export interface TaskEnd {
  status: 'completed' | 'failed';
  /** Why it failed. */
  reason?: string;
  output?: { links: any[]; text: any[] };
}

/** The real scaffolder with this module and the template "Deploy a Seldon model", beside the given features. */
export async function startScaffolder(
  features: (BackendFeature | Promise<{ default: BackendFeature }>)[],
) {
  const template: Entity = parse(
    readFileSync(path.resolve(__dirname, TEMPLATE), 'utf8'),
  );
  const backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      scaffolderModule,
      catalogServiceMock.factory({ entities: [template] }),
      ...features,
    ],
  });

  const ask = (pathname: string, init?: RequestInit) =>
    fetch(
      `http://localhost:${backend.server.port()}/api/scaffolder${pathname}`,
      {
        ...init,
        headers: {
          'Content-Type': 'application/json',
          Authorization: mockCredentials.user.header(),
        },
      },
    );

  const completionOf = async (taskId: string): Promise<any> => {
    for (;;) {
      const events = (await (
        await ask(`/v2/tasks/${taskId}/events`)
      ).json()) as any[];
      const completion = events.find(({ type }) => type === 'completion');
      if (completion) {
        return completion.body;
      }
      await setTimeout(100);
    }
  };

  return {
    /** Runs the template as its form would, to the end. */
    async run(values: Record<string, unknown>): Promise<TaskEnd> {
      const started = await ask('/v2/tasks', {
        method: 'POST',
        body: JSON.stringify({
          templateRef: 'template:default/deploy-seldon-model',
          values: {
            cluster: 'local',
            namespace: 'ml-mon',
            owner: 'group:default/risk',
            replicas: 1,
            exposure: 'none',
            customMetrics: false,
            ...values,
          },
        }),
      });
      const task = (await started.json()) as any;
      if (!task.id) {
        throw new Error(JSON.stringify(task));
      }
      // Not by the event stream: one of a task that can be retried does not end when it fails.
      const body = await completionOf(task.id);
      return {
        status: body.error ? 'failed' : 'completed',
        reason: body.error?.message,
        output: body.output,
      };
    },
    stop: () => backend.stop(),
  };
}
