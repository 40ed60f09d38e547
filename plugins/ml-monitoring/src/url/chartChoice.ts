/** How much earlier the window lies that charts are compared with, in seconds. */
export const earlierSeconds = {
  '1h': 3600,
  '1d': 86400,
  '7d': 604800,
} as const;

export type Earlier = keyof typeof earlierSeconds;

export const earlierChoices = Object.keys(earlierSeconds) as Earlier[];

/** A node of the inference graph. */
export interface NodeChoice {
  predictor: string;
  node: string;
}

/** What labels are called. */
const TAG = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Only panels about metrics of the model's own code have tags. */
const TAGGED = 'custom:';

/** What the charts show, beside the minutes. */
export interface ChartChoice {
  compare?: Earlier;
  /** Ids of panels. Absent: all of them. */
  panels?: readonly string[];
  /** Tags that tell the series of a panel apart, by the panel's id. */
  by: Readonly<Record<string, string>>;
  /** What is drawn against the whole of its predictor. */
  node?: NodeChoice;
}

/** A part of the address that could not be understood. */
export interface ChoiceProblem {
  name: 'compare' | 'by' | 'node';
  value: string;
}

/** What cannot be understood is left out, and named. */
export function readChartChoice(params: URLSearchParams): {
  choice: ChartChoice;
  problems: ChoiceProblem[];
} {
  const problems: ChoiceProblem[] = [];
  const understood = <Value>(
    name: ChoiceProblem['name'],
    value: string,
    read: (text: string) => Value | undefined,
  ): Value | undefined => {
    const result = read(value);
    if (result === undefined) {
      problems.push({ name, value });
    }
    return result;
  };
  const compare = params.get('compare');
  const node = params.get('node');
  const panels = listOf(params.get('panels'));
  const by = new Map<string, string>();
  for (const entry of listOf(params.get('by'))) {
    const pair = understood('by', entry, text => toPair(text, by));
    if (pair) {
      by.set(...pair);
    }
  }
  return {
    choice: {
      ...(compare && { compare: understood('compare', compare, toEarlier) }),
      ...(panels.length > 0 && { panels }),
      by: Object.fromEntries(by),
      ...(node && { node: understood('node', node, toNode) }),
    },
    problems,
  };
}

/** The address with this chosen in the place of what was, and everything else in it as it was. */
export function writeChartChoice(
  params: URLSearchParams,
  change: Partial<ChartChoice>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const texts = {
    compare: change.compare,
    panels: change.panels?.join(','),
    by: change.by && byOf(change.by),
    node: change.node && `${change.node.predictor}/${change.node.node}`,
  };
  for (const name of Object.keys(change) as (keyof ChartChoice)[]) {
    const text = texts[name];
    if (text) {
      next.set(name, text);
    } else {
      next.delete(name);
    }
  }
  return next;
}

/** Tags by panel, as address and question have them. */
export function byOf(by: ChartChoice['by']): string {
  return Object.entries(by)
    .map(([panel, tag]) => `${panel}=${tag}`)
    .join(',');
}

function listOf(text: string | null): string[] {
  const entries = (text ?? '').split(',').map(entry => entry.trim());
  return [...new Set(entries.filter(Boolean))];
}

function toEarlier(text: string): Earlier | undefined {
  return earlierChoices.find(choice => choice === text);
}

/** A panel can be split by one tag only. */
function toPair(
  text: string,
  before: ReadonlyMap<string, string>,
): [string, string] | undefined {
  const at = text.lastIndexOf('=');
  const [panel, tag] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  return panel.startsWith(TAGGED) && TAG.test(tag) && !before.has(panel)
    ? [panel, tag]
    : undefined;
}

function toNode(text: string): NodeChoice | undefined {
  const [predictor, node, ...rest] = text.split('/');
  return predictor && node && rest.length === 0
    ? { predictor, node }
    : undefined;
}
