import { offsetSeconds, type TimeFormat } from '../format/formatTime';
import type { ChartData } from './toChartData';

/** Spreadsheets take a cell that begins with one of these for a formula, and names come from whoever writes a model. */
const BEGINS_A_FORMULA = /^[=+\-@\t\r\n]/;

/** Instants with their zone, a column for each series, and nothing where nothing was measured. */
export function toCsv(options: {
  timeHeader: string;
  /** In the order of the columns. */
  headers: readonly string[];
  data: ChartData;
  format?: TimeFormat;
}): string {
  const { timeHeader, headers, data, format } = options;
  const rows = [
    [timeHeader, ...headers].map(textCell),
    ...data.times.map((seconds, index) => [
      isoWithZone(seconds, format),
      ...data.columns.map(column => String(column[index] ?? '')),
    ]),
  ];
  return rows.map(cells => `${cells.join(',')}\r\n`).join('');
}

/** e.g. `ml-mon_rest-seldon_latency_20261122T110000Z_20261122T120000Z.csv`. */
export function csvFileName(options: {
  namespace: string;
  model: string;
  panel: string;
  times: readonly number[];
}): string {
  const { namespace, model, panel, times } = options;
  const [from = 0, to = 0] = [times[0], times[times.length - 1]];
  const stamp = (seconds: number) =>
    new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  const parts = [namespace, model, panel].map(part =>
    part.replace(/[^A-Za-z0-9.-]+/g, '-'),
  );
  return `${[...parts, stamp(from), stamp(to)].join('_')}.csv`;
}

function textCell(text: string): string {
  const safe = BEGINS_A_FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** e.g. `2026-11-22T13:00:00+01:00`. */
function isoWithZone(seconds: number, format?: TimeFormat): string {
  const offset = offsetSeconds(seconds, format);
  const minutes = Math.abs(Math.round(offset / 60));
  const two = (part: number) => String(part).padStart(2, '0');
  const clock = new Date((seconds + offset) * 1000).toISOString().slice(0, 19);
  return `${clock}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
