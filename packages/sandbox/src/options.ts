import { parseArgs } from 'node:util';

export interface SandboxArguments {
  /** Further models besides the tutorial's. */
  models: number;
  /** Of the Kubernetes API; any free one unless given. */
  port?: number;
  load: boolean;
  /** How far back metrics are filled in, in seconds. */
  historySeconds?: number;
  scenario?: string;
  listScenarios: boolean;
  /** End when standard input closes: when the parent is gone. */
  stdin: boolean;
}

const UNIT_SECONDS: Record<string, number> = { h: 3_600, d: 86_400 };
const MOST_HISTORY_SECONDS = 15 * 86_400;

export const USAGE = `Usage: sandbox [--models N] [--port N] [--no-load] [--history 14d] [--scenario NAME] [--list-scenarios] [--stdin]`;

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) {
    throw new Error(
      `${name} must be a whole number from 0 to ${most}, not "${text}"`,
    );
  }
  return value;
}

function history(text: string): number {
  const match = /^([1-9]\d*)([hd])$/.exec(text);
  const seconds = match && Number(match[1]) * UNIT_SECONDS[match[2]];
  if (!seconds || seconds > MOST_HISTORY_SECONDS) {
    throw new Error(
      `--history must be a duration such as 12h or 14d, at most 15d, not "${text}"`,
    );
  }
  return seconds;
}

/** Reads the command line; throws with a message for the person who typed it. */
export function parseArguments(args: string[]): SandboxArguments {
  const { values } = parseArgs({
    args,
    options: {
      models: { type: 'string', default: '0' },
      port: { type: 'string' },
      'no-load': { type: 'boolean', default: false },
      history: { type: 'string' },
      scenario: { type: 'string' },
      'list-scenarios': { type: 'boolean', default: false },
      stdin: { type: 'boolean', default: false },
    },
  });
  return {
    models: wholeNumber('--models', values.models, 5_000),
    ...(values.port !== undefined && {
      port: wholeNumber('--port', values.port, 65_535),
    }),
    load: !values['no-load'],
    ...(values.history !== undefined && {
      historySeconds: history(values.history),
    }),
    ...(values.scenario !== undefined && { scenario: values.scenario }),
    listScenarios: values['list-scenarios'],
    stdin: values.stdin,
  };
}
