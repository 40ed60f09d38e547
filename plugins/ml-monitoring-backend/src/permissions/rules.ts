import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod/v3';
import { matchesPattern } from '../config';
import { mlModelResourceRef } from './resource';

/** Conditions are applied to models in memory; no data source filters by them. */
const toQuery = (): never => {
  throw new Error('Conditions over models cannot be turned into a query');
};

const isInCluster = createPermissionRule({
  name: 'IN_CLUSTER',
  description: 'Allow models of these clusters',
  resourceRef: mlModelResourceRef,
  paramsSchema: z.object({
    clusters: z
      .array(z.string())
      .describe('Cluster names, with * for any part'),
  }),
  apply: ({ ref }, { clusters }) =>
    clusters.some(pattern => matchesPattern(ref.cluster, pattern)),
  toQuery,
});

const isInNamespace = createPermissionRule({
  name: 'IN_NAMESPACE',
  description: 'Allow models in these namespaces',
  resourceRef: mlModelResourceRef,
  paramsSchema: z.object({
    namespaces: z.array(z.string()).describe('Namespaces, with * for any part'),
  }),
  apply: ({ ref }, { namespaces }) =>
    namespaces.some(pattern => matchesPattern(ref.namespace, pattern)),
  toQuery,
});

const hasLabel = createPermissionRule({
  name: 'HAS_LABEL',
  description: 'Allow models with this label, on themselves or their namespace',
  resourceRef: mlModelResourceRef,
  paramsSchema: z.object({
    label: z.string().describe('Name of the label'),
    value: z.string().optional().describe('Its value; any, when left out'),
  }),
  apply: ({ labels }, { label, value }) =>
    Object.hasOwn(labels, label) &&
    (value === undefined || labels[label] === value),
  toQuery,
});

const isOwnedBy = createPermissionRule({
  name: 'IS_OWNED_BY',
  description:
    'Allow models that one of these owns, as the SeldonDeployment says, else its namespace',
  resourceRef: mlModelResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Entity references, such as the ownership of the user'),
  }),
  apply: ({ owner }, { owners }) => {
    const wanted = owner && normalisedRef(owner);
    return !!wanted && owners.some(each => normalisedRef(each) === wanted);
  },
  toQuery,
});

function normalisedRef(text: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    // Not a reference to anything, so nobody's.
    return undefined;
  }
}

/** @public */
export const mlModelPermissionRules = {
  isInCluster,
  isInNamespace,
  hasLabel,
  isOwnedBy,
};

const conditionExports = createConditionExports({
  resourceRef: mlModelResourceRef,
  rules: mlModelPermissionRules,
});

/** For permission policies: the conditions under which a model may be used. @public */
export const mlModelConditions = conditionExports.conditions;

/** For permission policies: the decision made of such conditions. @public */
export const createMlModelConditionalDecision =
  conditionExports.createConditionalDecision;
