import {
  prunedFields,
  type StructuralSchema,
} from '../../manifests/prunedFields';
import type { ReadinessFacts } from '../facts';
import { installSeldon } from './installSeldon';
import { defineCheck } from './types';
import { isUnread, unread } from './unread';

const NEEDED = 'v1';

/** What CRDs of some installations lack, though their operator knows it. */
const LACKED_BY_SOME: Record<string, object> = {
  'predictors[].progressDeadlineSeconds': {
    predictors: [{ progressDeadlineSeconds: 60 }],
  },
  'hpaSpec.metricsv2': {
    predictors: [{ componentSpecs: [{ hpaSpec: { metricsv2: [] } }] }],
  },
};

export const seldonApi = defineCheck<
  Pick<ReadinessFacts, 'seldonApi' | 'apiGroups' | 'lackingRights'>
>({ id: 'seldon-api', title: 'SeldonDeployments are served' }, facts => {
  const { seldonApi: api } = facts;
  if (isUnread(api)) {
    return unread(
      api,
      'Whether the cluster serves SeldonDeployments could not be found out',
      facts,
    );
  }
  if (api.status === 'absent') {
    return {
      status: 'broken',
      summary:
        'The cluster has no SeldonDeployments: Seldon Core 1.x is not installed',
      fix: installSeldon(facts),
    };
  }
  const { servedVersions, storageVersion, specSchema } = api.value;
  const served = `Served versions: ${servedVersions.join(', ')}`;
  if (!servedVersions.includes(NEEDED)) {
    return {
      status: 'broken',
      summary: `SeldonDeployments are served, but not in version ${NEEDED}`,
      evidence: [served],
      fix: {
        ...installSeldon(facts),
        summary: 'Upgrade the Seldon operator to 1.2 or newer, with its CRD.',
      },
    };
  }
  return {
    status: 'ok',
    summary: `SeldonDeployments are served in version ${NEEDED}`,
    evidence: [
      served,
      storageVersion
        ? `Stored version: ${storageVersion}`
        : 'The stored version is not known: the CRD may not be read',
      ...fieldsOf(specSchema),
    ],
  };
});

function fieldsOf(schema: StructuralSchema | undefined): string[] {
  if (!schema) {
    return [
      'Which fields its CRD drops is not known: its schema may not be read',
    ];
  }
  const dropped = Object.keys(LACKED_BY_SOME).filter(
    name => prunedFields(LACKED_BY_SOME[name], schema).length > 0,
  );
  return dropped.length
    ? [
        `Its CRD drops ${dropped.join(' and ')}, as the one from the catalog of operators does`,
      ]
    : [];
}
