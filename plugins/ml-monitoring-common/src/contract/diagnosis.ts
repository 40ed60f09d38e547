import { z } from 'zod/v3';
import { checkSchema } from './readiness';
import { modelRefSchema } from './refs';
import { sourceStateSchema } from './sources';

/** The links between a request to a model and a point in its charts, in the order in which each needs those before it. @public */
export const diagnosisLinkSchema = z.enum([
  /** The cluster serves the kind SeldonDeployment. */
  'seldon-api',
  /** An operator runs and looks after this model. */
  'seldon-operator',
  /** The webhooks that are called for SeldonDeployments answer. */
  'webhooks',
  /** The SeldonDeployment was accepted and its newest version is up. */
  'model',
  /** The predictor Services have the right ports and ready pods. */
  'service',
  /** A Service leads to the ports where containers have metrics of their own. */
  'metrics-service',
  /** A ServiceMonitor or PodMonitor exists and selects the model: labels, port name, path. */
  'monitor',
  /** A Prometheus takes up that monitor. */
  'prometheus',
  /** The Prometheus that the portal reads answers, and lets it. */
  'access',
  /** It knows the targets and scrapes them. */
  'target',
  /** The targets give the series that the charts are made of. */
  'samples',
  /** The questions of the charts match those series. */
  'query',
]);

/** @public */
export type DiagnosisLink = z.infer<typeof diagnosisLinkSchema>;

/** Why there is data of a model, or why there is none. @public */
export const diagnosisSchema = z.object({
  ref: modelRefSchema,
  /** In words, e.g. `Broken at the monitor: …`. */
  summary: z.string(),
  /** The first broken link: what comes after it cannot be whole. Absent: none is broken. */
  brokenAt: diagnosisLinkSchema.optional(),
  /** All links, in their order. */
  links: z.array(checkSchema.extend({ id: diagnosisLinkSchema })),
  sources: z.array(sourceStateSchema),
  /** ISO 8601. */
  evaluatedAt: z.string(),
});

/** @public */
export type Diagnosis = z.infer<typeof diagnosisSchema>;
