import type { Structure } from './structure';

/**
 * As much of an OpenAPI schema as patches, field ownership and `kubectl apply` need: how lists and
 * maps merge. What is not described here merges as plain JSON: maps by key, lists as a whole.
 */
export interface FieldSchema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  properties?: Record<string, FieldSchema>;
  items?: FieldSchema;
  additionalProperties?: FieldSchema;
  default?: unknown;
  'x-kubernetes-list-type'?: 'map' | 'set' | 'atomic';
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: 'atomic';
  'x-kubernetes-patch-strategy'?: 'merge';
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-preserve-unknown-fields'?: true;
}

const object = (properties: Record<string, FieldSchema>): FieldSchema => ({
  type: 'object',
  properties,
});

const atomicMap: FieldSchema = {
  type: 'object',
  'x-kubernetes-map-type': 'atomic',
};

interface ListKeys {
  /** What identifies an item for server-side apply. */
  keys: string[];
  /** What identifies it for strategic merge patch, where that differs. */
  mergeKey?: string;
  /** Some lists merge in server-side apply but are replaced by a strategic merge patch. */
  strategic?: false;
}

function listOf(
  items: FieldSchema,
  { keys, mergeKey = keys[0], strategic }: ListKeys,
): FieldSchema {
  return {
    type: 'array',
    items: { type: 'object', ...items },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': keys,
    ...(strategic !== false && {
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': mergeKey,
    }),
  };
}

const byName = (items: FieldSchema = {}) => listOf(items, { keys: ['name'] });

const setOfStrings: FieldSchema = {
  type: 'array',
  items: { type: 'string' },
  'x-kubernetes-list-type': 'set',
  'x-kubernetes-patch-strategy': 'merge',
};

const conditions = listOf({}, { keys: ['type'] });

const objectMeta = object({
  finalizers: setOfStrings,
  ownerReferences: {
    ...listOf(atomicMap, { keys: ['uid'] }),
    items: atomicMap,
  },
});

const withProtocol = object({ protocol: { type: 'string', default: 'TCP' } });

const container = object({
  ports: listOf(withProtocol, {
    keys: ['containerPort', 'protocol'],
    mergeKey: 'containerPort',
  }),
  env: byName(
    object({
      valueFrom: object({
        configMapKeyRef: atomicMap,
        secretKeyRef: atomicMap,
        fieldRef: atomicMap,
        resourceFieldRef: atomicMap,
      }),
    }),
  ),
  volumeMounts: listOf({}, { keys: ['mountPath'] }),
  volumeDevices: listOf({}, { keys: ['devicePath'] }),
});

const podSpec = object({
  containers: byName(container),
  initContainers: byName(container),
  ephemeralContainers: byName(container),
  volumes: byName(),
  imagePullSecrets: byName(),
  hostAliases: listOf({}, { keys: ['ip'] }),
  nodeSelector: atomicMap,
  topologySpreadConstraints: listOf(
    {},
    {
      keys: ['topologyKey', 'whenUnsatisfiable'],
      mergeKey: 'topologyKey',
    },
  ),
});

const podTemplate = object({ metadata: objectMeta, spec: podSpec });
const withConditions = object({ conditions });

const kind = (properties: Record<string, FieldSchema> = {}) =>
  object({ metadata: objectMeta, ...properties });

const selectsPods = { selector: atomicMap, template: podTemplate };

export const schemas = {
  plain: kind(),
  withConditions: kind({ status: withConditions }),
  pod: kind({
    spec: podSpec,
    status: object({
      conditions,
      podIPs: listOf({}, { keys: ['ip'] }),
    }),
  }),
  workload: kind({ spec: object(selectsPods), status: withConditions }),
  cronJob: kind({
    spec: object({
      jobTemplate: object({
        metadata: objectMeta,
        spec: object(selectsPods),
      }),
    }),
  }),
  service: kind({
    spec: object({
      selector: atomicMap,
      ports: listOf(withProtocol, {
        keys: ['port', 'protocol'],
        mergeKey: 'port',
      }),
    }),
    status: withConditions,
  }),
  serviceAccount: kind({ secrets: byName() }),
  node: kind({
    status: object({
      conditions,
      addresses: listOf({}, { keys: ['type'] }),
    }),
  }),
  aggregatedRole: kind({ aggregationRule: atomicMap }),
  roleBinding: kind({ roleRef: atomicMap }),
  webhooks: kind({ webhooks: byName() }),
} satisfies Record<string, FieldSchema>;

/** How objects of a custom kind merge. Their fields count as chosen keys, also where the schema names them. */
export function schemaOf(structure: Structure): FieldSchema {
  const schema = openSchema(structure);
  return {
    ...schema,
    properties: { ...schema.properties, metadata: objectMeta },
  };
}

function openSchema(structure: Structure): FieldSchema {
  const { items, properties, additionalProperties } = structure;
  return {
    ...structure,
    items: items && openSchema(items),
    additionalProperties:
      additionalProperties && openSchema(additionalProperties),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, of]) => [name, openSchema(of)]),
      ),
      'x-kubernetes-preserve-unknown-fields': true,
    }),
  };
}
