import type { Clock } from '../../clock';

const WINDOW_MS = 15_000;

/** What containers use of the processor, as a metrics server would tell: means over a short window. */
export class CpuUse {
  private readonly spent = new Map<
    string,
    { atMs: number; seconds: number }[]
  >();

  constructor(private readonly clock: Clock) {}

  record(podUid: string, container: string, seconds: number) {
    const id = `${podUid}/${container}`;
    const entries = this.recent(id);
    entries.push({ atMs: this.clock.now().getTime(), seconds });
    this.spent.set(id, entries);
  }

  /** In cores. */
  of(podUid: string, container: string): number {
    const spent = this.recent(`${podUid}/${container}`);
    return (
      spent.reduce((sum, { seconds }) => sum + seconds, 0) / (WINDOW_MS / 1000)
    );
  }

  private recent(id: string) {
    const sinceMs = this.clock.now().getTime() - WINDOW_MS;
    return (this.spent.get(id) ?? []).filter(({ atMs }) => atMs > sinceMs);
  }
}
