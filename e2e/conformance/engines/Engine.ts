import type { MetricsSource } from '../../../plugins/ml-monitoring-backend/src/metrics';
import { PrometheusMetricsSource } from '../../../plugins/ml-monitoring-backend/src/metrics/PrometheusMetricsSource';
import { startPrometheus } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/startPrometheus';
import { openMetrics } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/openMetrics';
import { observation } from '../runChecks';
import type { StartedSide } from '../Suite';
import { grid, knownSeries } from './knownSeries';
import { startVictoriaMetrics } from './startVictoriaMetrics';

/** Something that stores series and answers PromQL about them, as the backend asks it. */
export interface Engine {
  url: string;
  source: MetricsSource;
}

const sideOf = (
  title: string,
  running: { url: string; stop(): Promise<void> },
): StartedSide<Engine> => {
  const engine: Engine = {
    url: running.url,
    source: PrometheusMetricsSource.create({
      // Both go by one name, so that what is said of them can be compared.
      transport: { title: 'The engine', baseUrl: running.url, fetch },
    }),
  };
  return {
    versions: [title],
    look: check => observation(() => check.observe(engine)),
    close: () => running.stop(),
  };
};

async function versionOf(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/status/buildinfo`);
  const { data } = (await response.json()) as { data: { version: string } };
  return data.version;
}

export async function startPrometheusEngine(): Promise<StartedSide<Engine>> {
  const running = await startPrometheus(openMetrics(knownSeries, grid));
  return sideOf(
    `Prometheus v${await versionOf(running.url)} (of this machine)`,
    running,
  );
}

export async function startVictoriaMetricsEngine(options: {
  log: (line: string) => void;
}): Promise<StartedSide<Engine>> {
  const running = await startVictoriaMetrics(knownSeries, grid, options);
  return sideOf(running.title, running);
}
