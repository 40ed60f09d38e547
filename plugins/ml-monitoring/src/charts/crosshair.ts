/**
 * Where the crosshair of a chart is. Whoever writes values down beside a chart is told once a frame, and writes them without
 * rendering: ten charts do not render within a frame.
 */
export interface Crosshair {
  /** The index of the instant; `undefined` where there is no crosshair. */
  readonly index: number | undefined;
  moveTo(index: number | undefined): void;
  subscribe(listener: () => void): () => void;
}

export function createCrosshair(
  inNextFrame: (run: () => void) => unknown = requestAnimationFrame,
): Crosshair {
  const listeners = new Set<() => void>();
  let index: number | undefined;
  let isWaiting = false;
  return {
    get index() {
      return index;
    },
    moveTo(next) {
      if (next === index) {
        return;
      }
      index = next;
      if (!isWaiting) {
        isWaiting = true;
        inNextFrame(() => {
          isWaiting = false;
          listeners.forEach(tell => tell());
        });
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
