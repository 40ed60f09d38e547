import {
  LIMIT_RANGES,
  NAMESPACES,
  RESOURCE_QUOTAS,
} from '../controllers/runtime/resources';
import { ENFORCE_LABEL } from '../controllers/workloads/podSecurity';
import { UID_RANGE_ANNOTATION } from '../controllers/workloads/securityContextConstraints';
import { edit, put, replacePods } from './changes';
import type { Scenario } from './types';

/** What befalls every model of a namespace. */
export const namespaceScenarios: Scenario[] = [
  {
    name: 'quota',
    kind: 'namespace',
    description:
      'The namespace’s quota allows no further pod, and one went away',
    change(cluster, model) {
      const undo = put(cluster, RESOURCE_QUOTAS, {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { namespace: model.namespace, name: 'no-more-pods' },
        spec: { hard: { pods: '0' } },
      });
      replacePods(cluster, model);
      return undo;
    },
  },
  {
    name: 'limit-range',
    kind: 'namespace',
    description:
      'The namespace’s LimitRange lets no container use what the model’s may, and its pods went away',
    change(cluster, model) {
      const undo = put(cluster, LIMIT_RANGES, {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { namespace: model.namespace, name: 'small-containers' },
        spec: { limits: [{ type: 'Container', max: { memory: '16Mi' } }] },
      });
      replacePods(cluster, model);
      return undo;
    },
  },
  {
    name: 'pod-security',
    kind: 'namespace',
    description:
      'The namespace now enforces the restricted pod security standard, and the model’s pods went away',
    change(cluster, model) {
      const undo = edit(
        cluster,
        NAMESPACES,
        { name: model.namespace },
        ({ metadata }) => {
          metadata.labels![ENFORCE_LABEL] = 'restricted';
        },
      );
      replacePods(cluster, model);
      return undo;
    },
  },
  {
    name: 'scc',
    kind: 'namespace',
    description:
      'The namespace’s pods may run only as its own users, as on OpenShift, and the model’s went away',
    change(cluster, model) {
      const undo = edit(
        cluster,
        NAMESPACES,
        { name: model.namespace },
        ({ metadata }) => {
          metadata.annotations![UID_RANGE_ANNOTATION] = '1000680000/10000';
        },
      );
      replacePods(cluster, model);
      return undo;
    },
  },
];
