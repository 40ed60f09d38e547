import { parseArguments, USAGE } from './options';
import { scenarioNamed, scenarios } from './scenarios';
import { startSandbox, type Sandbox } from './startSandbox';

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const options = parseArguments(process.argv.slice(2));
  if (options.listScenarios) {
    const width = Math.max(...scenarios.map(({ name }) => name.length));
    for (const { name, description } of scenarios) {
      process.stdout.write(`${name.padEnd(width)}  ${description}\n`);
    }
    return;
  }
  if (options.scenario) {
    scenarioNamed(options.scenario);
  }

  const aborting = new AbortController();
  let sandbox: Sandbox | undefined;
  const end = async () => {
    aborting.abort(new Error('stopped while starting'));
    await sandbox?.close();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  if (options.stdin) {
    process.stdin.resume().once('end', end);
  }

  const startMs = performance.now();
  say('Starting the sandbox …');
  try {
    sandbox = await startSandbox({
      models: options.models,
      port: options.port,
      load: options.load,
      historySeconds: options.historySeconds,
      scenario: options.scenario,
      signal: aborting.signal,
      log: say,
    });
  } catch (error) {
    if (aborting.signal.aborted) {
      return;
    }
    throw error;
  }
  say(`Ready after ${((performance.now() - startMs) / 1000).toFixed(1)} s.`);
  const { kubeconfig, apiServer, prometheus, router } = sandbox;
  const { caData, token, serviceProxy, appsDomain } = sandbox;
  process.stdout.write(
    `${JSON.stringify({ kubeconfig, apiServer, prometheus, router, appsDomain, caData, token, serviceProxy })}\n`,
  );
}

main().catch(error => {
  say(error instanceof Error ? error.message : String(error));
  if (String(error?.code ?? '').startsWith('ERR_PARSE_ARGS')) {
    say(USAGE);
  }
  process.exitCode = 1;
});
