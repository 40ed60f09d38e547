import {
  fillTemplate,
  isAboutPods,
  isCustomTag,
  panelSchema,
  unitSchema,
  type MetricsProfile,
  type PanelArrangement,
  type PanelDefinition,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import { problemOfTemplate } from './promqlTemplate';

const MAXIMUM_QUERIES = 8;
const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

const id = z
  .string()
  .regex(
    /^[a-z0-9][a-zA-Z0-9_:-]*$/,
    'must begin with a small letter or a digit and have only letters, digits, "_", "-" and ":"',
  );

const label = z
  .string()
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must be the name of a label');

const query = z
  .object({
    name: z.string().optional(),
    promql: z.string().superRefine((template, context) => {
      const message = problemOfTemplate(template);
      if (message) {
        context.addIssue({ code: 'custom', message });
      }
    }),
  })
  .strict();

const looks = {
  id,
  title: z.string().min(1).optional(),
  group: panelSchema.shape.group.optional(),
  unit: unitSchema.optional(),
  description: z.string().optional(),
  thresholds: z
    .array(z.object({ value: z.number(), title: z.string().min(1) }).strict())
    .optional(),
};

const content = {
  by: z.array(label).default([]),
  queries: z.array(query).min(1).max(MAXIMUM_QUERIES),
};

/** One of the suite's panels, changed; or with `queries`, one more. */
const panel = z
  .object({
    ...looks,
    hidden: z.boolean().default(false),
    by: content.by.optional(),
    queries: content.queries.optional(),
  })
  .strict()
  .refine(
    ({ queries, title }) => !queries || title,
    'must have a title where it has queries',
  )
  .refine(
    ({ id: panelId, queries, by }) => queries || !by || isTag(panelId, by),
    'must have queries where it has by, or be about a custom metric and have one of its tags',
  );

function isTag(panelId: string, by: string[]): boolean {
  return panelId.startsWith('custom:') && by.length === 1 && isCustomTag(by[0]);
}

/** `mlMonitoring.panels` */
export const panelsSchema = z.array(panel).default([]);

/** `mlMonitoring.profiles` */
export const profilesSchema = z
  .record(
    id,
    z
      .object({
        metrics: z
          .array(z.string().regex(METRIC_NAME, 'must be the name of a metric'))
          .min(1),
        panels: z
          .array(
            z
              .object({ ...looks, title: z.string().min(1), ...content })
              .strict(),
          )
          .min(1),
      })
      .strict(),
  )
  .default({});

/** What a platform team made of the panels. */
export interface PanelSettings {
  /** In the order in which they are shown, before all others. */
  arrangements: PanelArrangement[];
  /** By which tags panels about custom metrics are told apart, by the ids of the panels. */
  tags: ReadonlyMap<string, string>;
  /** Panels of its own. */
  added: PanelDefinition[];
  profiles: MetricsProfile[];
}

export function toPanelSettings(
  panels: z.output<typeof panelsSchema>,
  profiles: z.output<typeof profilesSchema>,
): PanelSettings {
  return {
    arrangements: panels.map(({ queries, by, ...arrangement }) => arrangement),
    tags: new Map(
      panels.flatMap(({ id: panelId, queries, by }) =>
        by && !queries ? [[panelId, by[0]]] : [],
      ),
    ),
    added: panels.flatMap(({ queries, by, title, hidden, ...rest }) =>
      queries && title
        ? toDefinition({ ...rest, title, by: by ?? [], queries })
        : [],
    ),
    profiles: Object.entries(profiles).map(([name, profile]) => ({
      name,
      foundBy: 'pods',
      metrics: profile.metrics,
      panels: profile.panels.map(each => ({
        ...toDefinition({ ...each, id: `${name}:${each.id}` }),
        optional: true,
      })),
    })),
  };
}

type ParsedPanel = Omit<
  z.output<typeof panel>,
  'title' | 'hidden' | 'by' | 'queries'
> & { title: string; by: string[]; queries: z.output<typeof query>[] };

function toDefinition({
  queries,
  unit = 'none',
  group = 'custom',
  ...rest
}: ParsedPanel): PanelDefinition {
  return {
    ...rest,
    unit,
    group,
    windowed: queries.some(({ promql }) => promql.includes('$window')),
    aboutPods: queries.some(({ promql }) => isAboutPods(promql)),
    queries: queries.map(({ name, promql }) => ({
      name,
      promql: scope => fillTemplate(promql, scope),
    })),
  };
}
