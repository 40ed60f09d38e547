import type {
  SourceState,
  SourceStatus,
} from 'backstage-plugin-ml-monitoring-common';

/** What is well, or will be by itself. */
const untroubled: SourceStatus[] = ['ok', 'pending'];

const worstFirst: SourceStatus[] = [
  'failed',
  'forbidden',
  'stale',
  'partial',
  'absent',
  'pending',
  'ok',
];

/** Each source once, in its worst state of all answers, without those that are well. Worst first. */
export function troubledSources(sources: SourceState[]): SourceState[] {
  const rank = ({ status }: SourceState) => worstFirst.indexOf(status);
  const worst = new Map<string, SourceState>();
  for (const source of sources) {
    // What one lacks is named behind its own name, and a cluster may have several.
    const [system] = source.title.split(': ');
    const key = `${source.kind} ${source.cluster} ${system}`;
    const known = worst.get(key);
    if (!known || rank(source) < rank(known)) {
      worst.set(key, source);
    }
  }
  return [...worst.values()]
    .filter(({ status }) => !untroubled.includes(status))
    .sort((a, b) => rank(a) - rank(b));
}
