import type { DeploymentRequest } from 'backstage-plugin-ml-monitoring-common';

export type Protocol = NonNullable<DeploymentRequest['protocol']>;

/** The keys of their names in our texts. */
export const PROTOCOL_TITLES = {
  seldon: 'form.field.protocolSeldon',
  tensorflow: 'form.field.protocolTensorflow',
  v2: 'form.field.protocolV2',
} as const satisfies Record<Protocol, string>;
