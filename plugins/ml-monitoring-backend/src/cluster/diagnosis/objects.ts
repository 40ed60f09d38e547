import { z } from 'zod/v3';
import { listOf, metadata, record } from '../objects/parts';

/** Unlike an absent selector of monitors, one that is not set here sets no condition. */
const selector = z.object({
  matchLabels: record,
  matchExpressions: listOf(
    z.object({
      key: z.string(),
      operator: z.string(),
      values: listOf(z.string()),
    }),
  ),
});
const optionalSelector = selector
  .nullish()
  .transform(value => value ?? undefined);

export const networkPolicySchema = z.object({
  metadata,
  spec: z.object({
    podSelector: selector
      .nullish()
      .transform(value => value ?? { matchLabels: {}, matchExpressions: [] }),
    policyTypes: listOf(z.string()),
    ingress: listOf(
      z.object({
        ports: listOf(
          z.object({
            port: z
              .union([z.number(), z.string()])
              .nullish()
              .transform(value => value ?? undefined),
            endPort: z
              .number()
              .nullish()
              .transform(value => value ?? undefined),
          }),
        ),
        from: listOf(
          z.object({
            podSelector: optionalSelector,
            namespaceSelector: optionalSelector,
            ipBlock: z
              .object({ cidr: z.string() })
              .nullish()
              .transform(value => value ?? undefined),
          }),
        ),
      }),
    ),
  }),
});
export type NetworkPolicyObject = z.output<typeof networkPolicySchema>;
