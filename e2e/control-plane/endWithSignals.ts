const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Cleans up when the process is asked to end, and as well as it can when it ends otherwise. Answers how to leave it be. */
export function endWithSignals(options: {
  close(): Promise<void>;
  now(): void;
}): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    void options.close().finally(() => {
      disarm();
      process.kill(process.pid, signal);
    });
  };
  function disarm() {
    signals.forEach(signal => process.off(signal, onSignal));
    process.off('exit', options.now);
  }
  signals.forEach(signal => process.on(signal, onSignal));
  process.on('exit', options.now);
  return disarm;
}
