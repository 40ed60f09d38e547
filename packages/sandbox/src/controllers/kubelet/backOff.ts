const MOST_SECONDS = 300;
/** Trouble that lies back this long is forgotten. */
const RESET_SECONDS = 600;

/** The kubelet's growing pauses: 10 s, 20 s, 40 s … up to five minutes. */
export class BackOff {
  private seconds = 0;
  private since = 0;

  constructor(
    private readonly firstSeconds: number,
    private readonly now: () => Date,
  ) {}

  /** The pause before the next try. */
  next(): number {
    const nowSeconds = this.now().getTime() / 1000;
    if (nowSeconds - this.since > Math.max(RESET_SECONDS, 2 * this.seconds)) {
      this.seconds = 0;
    }
    this.since = nowSeconds;
    this.seconds =
      this.seconds === 0
        ? this.firstSeconds
        : Math.min(this.seconds * 2, MOST_SECONDS);
    return this.seconds;
  }
}

/** `10s`, `1m20s`, `5m0s`, as Go prints durations. */
export function goDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}
