import { expectSuccess, type Check, type ResourceName } from '../Check';
import {
  configMap,
  deployment,
  httpRoute,
  podMonitor,
  prometheusRule,
  route,
  service,
  serviceMonitor,
  type Manifest,
} from '../objects';

const shown: Array<[ResourceName, Manifest]> = [
  ['configmaps', configMap('shown')],
  ['services', service('shown', { clusterIP: 'None' })],
  ['deployments', deployment('shown')],
  ['servicemonitors', serviceMonitor('shown')],
  ['podmonitors', podMonitor('shown')],
  ['prometheusrules', prometheusRule('shown')],
  ['routes', route('shown')],
  ['httproutes', httpRoute('shown')],
];

const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
const age = /^\d+s$/;

/** What `kubectl get` prints, as the server sends it. */
export const tableChecks: Check[] = [
  ...shown.map(([resource, manifest]): Check => ({
    title: `table: ${resource} as kubectl shows them`,
    async observe(subject) {
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path(resource),
          body: manifest,
        }),
      );
      const { headers, body } = await subject.request({
        path: subject.path(resource, 'shown'),
        headers: { Accept: accept },
      });
      return {
        type: headers['content-type'],
        kind: body.kind,
        apiVersion: body.apiVersion,
        columns: body.columnDefinitions?.map((column: any) => [
          column.name,
          column.type,
          column.format,
          column.priority,
        ]),
        cells: body.rows?.[0].cells.map((cell: unknown) =>
          typeof cell === 'string' && age.test(cell) ? '<age>' : cell,
        ),
        object: body.rows?.[0].object.kind,
      };
    },
  })),
  ...(['pods', 'seldondeployments', 'replicasets', 'events'] as const).map(
    (resource): Check => ({
      title: `table: the columns of ${resource}`,
      async observe(subject) {
        const { body } = await subject.request({
          path: subject.path(resource),
          headers: { Accept: accept },
        });
        return {
          kind: body.kind,
          columns: body.columnDefinitions?.map((column: any) => [
            column.name,
            column.type,
            column.format,
            column.priority,
          ]),
          rows: body.rows,
        };
      },
    }),
  ),
];
