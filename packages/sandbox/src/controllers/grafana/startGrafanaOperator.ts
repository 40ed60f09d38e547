import type { Cluster, KubeObject, ResourceRef } from '../../api/Cluster';
import { matchesSelector } from '../../api/labelSelector';
import { kubeTime } from '../../clock';
import { withCondition, type Condition } from '../runtime/conditions';
import { DASHBOARDS, DATA_SOURCES, GRAFANAS } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { writeStatus } from '../runtime/writeStatus';

const MANAGER = 'grafana-operator';

const isReady = ({ status }: KubeObject) =>
  status?.stage === 'complete' && status.stageStatus === 'success';

/** The Grafanas that an object is sent to: of its own namespace, unless it says that it crosses. */
const instancesFor = (cluster: Cluster, { metadata, spec }: KubeObject) =>
  cluster
    .list(GRAFANAS, {
      ...(!spec.allowCrossNamespaceImport && {
        namespace: metadata.namespace,
      }),
    })
    .filter(
      grafana =>
        isReady(grafana) &&
        matchesSelector(spec.instanceSelector, grafana.metadata.labels),
    );

function conditionOf(
  title: string,
  { metadata }: KubeObject,
  instances: number,
): Condition {
  const observedGeneration = metadata.generation;
  return instances > 0
    ? {
        type: `${title}Synchronized`,
        status: 'True',
        reason: 'ApplySuccessful',
        message: `${title} was successfully applied to ${instances} instances`,
        observedGeneration,
      }
    : {
        type: 'NoMatchingInstance',
        status: 'True',
        reason: 'EmptyAPIReply',
        message:
          'None of the available Grafana instances matched the selector, skipping reconciliation',
        observedGeneration,
      };
}

function startSending(
  context: ControllerContext,
  { resource, title }: { resource: ResourceRef; title: string },
) {
  const { cluster, clock } = context;
  return startController(context, {
    name: MANAGER,
    watches: [
      { resource, keys: object => [keyOf(object)] },
      { resource: GRAFANAS, keys: () => cluster.list(resource).map(keyOf) },
    ],
    reconcile(key) {
      const object = cluster.get(resource, key);
      if (!object) {
        return;
      }
      const instances = instancesFor(cluster, object).length;
      const condition = conditionOf(title, object, instances);
      const before: Condition[] = object.status?.conditions ?? [];
      writeStatus(
        cluster,
        object,
        {
          NoMatchingInstances: instances === 0,
          uid: object.spec.uid ?? object.metadata.uid,
          lastResync: object.status?.lastResync ?? kubeTime(clock.now()),
          conditions: withCondition(
            before.filter(({ type }) => type === condition.type),
            condition,
            clock,
          ),
        },
        MANAGER,
      );
    },
  });
}

/** The operator of version 5 and newer, without a Grafana behind it: it says which dashboards would be shown. */
export function startGrafanaOperator(context: ControllerContext) {
  const { cluster } = context;
  const stops = [
    startController(context, {
      name: MANAGER,
      watches: [{ resource: GRAFANAS, keys: object => [keyOf(object)] }],
      reconcile(key) {
        const grafana = cluster.get(GRAFANAS, key);
        if (grafana) {
          writeStatus(
            cluster,
            grafana,
            {
              ...grafana.status,
              stage: 'complete',
              stageStatus: 'success',
              version: grafana.spec.version,
            },
            MANAGER,
          );
        }
      },
    }),
    startSending(context, { resource: DASHBOARDS, title: 'Dashboard' }),
    startSending(context, { resource: DATA_SOURCES, title: 'Datasource' }),
  ];
  return () => stops.forEach(stop => stop());
}
