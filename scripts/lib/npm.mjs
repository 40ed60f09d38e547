import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './paths.mjs';

/** The npm that called us, else the one on PATH. */
export function npmCommand(env = process.env) {
  return env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, env.npm_execpath]
    : ['npm'];
}

/** Brings one package into a folder of its own, without running any script of it. */
export function installCommand(packageSpec, folder) {
  return [
    ...npmCommand(),
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    packageSpec,
  ];
}

/** What npm was told about registry, proxies and certificates. */
export async function npmConfig() {
  const [program, ...args] = npmCommand();
  const { stdout } = await promisify(execFile)(
    program,
    [...args, 'config', 'list', '--json'],
    { cwd: root, maxBuffer: 1 << 22 },
  );
  return JSON.parse(stdout);
}

/**
 * The same for Yarn, which does not read npm's configuration.
 *
 * @param {Record<string, unknown>} config
 * @returns {Record<string, string>}
 */
export function yarnEnvironment(config) {
  const registry = String(config.registry ?? '').replace(/\/$/, '');
  const env = {};
  if (registry) {
    env.YARN_NPM_REGISTRY_SERVER = registry;
  }
  if (registry.startsWith('http://')) {
    env.YARN_UNSAFE_HTTP_WHITELIST = new URL(registry).hostname;
  }
  const settings = {
    YARN_HTTPS_PROXY: config['https-proxy'],
    YARN_HTTP_PROXY: config.proxy,
    YARN_HTTPS_CA_FILE_PATH: config.cafile,
  };
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'string' && value) {
      env[name] = value;
    }
  }
  if (config['strict-ssl'] === false) {
    env.YARN_ENABLE_STRICT_SSL = 'false';
  }
  return env;
}
