import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampledSeries } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/openMetrics';
import { openWorkplace } from '../../control-plane/openWorkplace';
import { freePorts } from '../../control-plane/freePorts';
import { findProgram } from '../../control-plane/programs';
import { until } from '../../control-plane/until';

const startMilliseconds = 30_000;

interface Grid {
  startSeconds: number;
  endSeconds: number;
  intervalSeconds: number;
}

/** A real VictoriaMetrics on a free port that scrapes nothing and holds the given samples. */
export async function startVictoriaMetrics(
  series: readonly SampledSeries[],
  grid: Grid,
  options: { log: (line: string) => void },
) {
  const running = await run(options);
  try {
    await expectOk(`${running.url}/api/v1/import`, importLines(series, grid));
    await expectOk(`${running.url}/internal/force_flush`);
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** A real VictoriaMetrics on a free port that scrapes what a configuration of Prometheus says. */
export const startScrapingVictoriaMetrics = (
  config: object,
  options: { log: (line: string) => void },
) => run({ ...options, config });

async function run(options: {
  log: (line: string) => void;
  /** What it scrapes, as Prometheus would. */
  config?: object;
}) {
  const program = await findProgram('victoria-metrics', options);
  const {
    folder,
    group,
    close: stop,
  } = await openWorkplace('victoria-metrics-');
  try {
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const config = join(folder, 'prometheus.yml');
    await writeFile(config, JSON.stringify(options.config ?? {}));
    group.start({
      name: 'victoria-metrics',
      path: program.path,
      args: [
        `-storageDataPath=${join(folder, 'data')}`,
        `-httpListenAddr=127.0.0.1:${port}`,
        `-promscrape.config=${config}`,
        // Prometheus writes down more than this one knows, such as how often to discover.
        '-promscrape.config.strictParse=false',
        '-promscrape.httpSDCheckInterval=1s',
        '-retentionPeriod=100y',
        '-loggerLevel=ERROR',
      ],
    });
    await until(async () => (await fetch(`${url}/health`)).ok, {
      what: 'VictoriaMetrics to answer',
      timeoutMilliseconds: startMilliseconds,
      failed: group.failed,
    });
    return { url, title: program.title, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function expectOk(url: string, body?: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', body });
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${await response.text()}`);
  }
}

/** VictoriaMetrics' own format: one series a line. */
function importLines(series: readonly SampledSeries[], grid: Grid): string {
  const { startSeconds, endSeconds, intervalSeconds } = grid;
  return series
    .map(({ metric, labels, valueAt }) => {
      const values: number[] = [];
      const timestamps: number[] = [];
      for (let at = startSeconds; at <= endSeconds; at += intervalSeconds) {
        const value = valueAt(at - startSeconds);
        if (value === undefined) continue;
        values.push(value);
        timestamps.push(at * 1000);
      }
      return JSON.stringify({
        metric: { __name__: metric, ...labels },
        values,
        timestamps,
      });
    })
    .join('\n');
}
