/** The parts of a model's page below its charts, in their order. */
export const sectionIds = [
  'metrics',
  'graph',
  'pods',
  'timeline',
  'diagnosis',
  'prediction',
] as const;

export type SectionId = (typeof sectionIds)[number];

/** A run of a container whose last lines are shown. */
export interface LogChoice {
  pod: string;
  container: string;
  /** The run before the last restart. */
  previous: boolean;
}

/** What the reader looks at, beside the model and the minutes. */
export interface Selection {
  section?: SectionId;
  /** A finding, by `findingKey`. */
  finding?: string;
  /** With the section that shows it. */
  log?: LogChoice;
}

export function readSelection(params: URLSearchParams): Selection {
  const section = params.get('section');
  const [pod, container, ...rest] = (params.get('log') ?? '').split('/');
  return {
    section: sectionIds.find(id => id === section),
    finding: params.get('finding') ?? undefined,
    log:
      pod && container && rest.length === 0
        ? { pod, container, previous: params.get('run') === 'previous' }
        : undefined,
  };
}

/** The address with this chosen in the place of what was, and everything else in it as it was. */
export function writeSelection(
  params: URLSearchParams,
  selection: Selection,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const { section, finding, log } = selection;
  if (!section && !finding) {
    return next;
  }
  for (const name of ['section', 'finding', 'log', 'run']) {
    next.delete(name);
  }
  if (section) {
    next.set('section', section);
  }
  if (finding) {
    next.set('finding', finding);
  }
  if (log) {
    next.set('log', `${log.pod}/${log.container}`);
    if (log.previous) {
      next.set('run', 'previous');
    }
  }
  return next;
}
