import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './paths.mjs';

/**
 * What app-config.yaml wants to know of a running sandbox.
 *
 * @param {{ kubeconfig: string, apiServer: string, prometheus: string, router?: string }} info
 * @returns {Record<string, string>}
 */
export function sandboxEnvironment(info) {
  // A dependency, so it is there only once dependencies are installed.
  const { parse } = createRequire(path.join(root, 'package.json'))('yaml');
  const { clusters, users } = parse(readFileSync(info.kubeconfig, 'utf8'));
  return {
    SANDBOX_API_SERVER: info.apiServer,
    SANDBOX_CA_DATA: clusters[0].cluster['certificate-authority-data'],
    SANDBOX_TOKEN: users[0].user.token,
    SANDBOX_PROMETHEUS: info.prometheus,
    ...(info.router && {
      APP_CONFIG_mlMonitoring_provisioning_route_port: new URL(info.router)
        .port,
    }),
  };
}
