import { readFileSync } from 'node:fs';

/**
 * What app-config.yaml wants to know of a running sandbox.
 *
 * @param {{ kubeconfig: string, apiServer: string, prometheus: string, router?: string }} info
 * @returns {Record<string, string>}
 */
export function sandboxEnvironment(info) {
  // The sandbox writes JSON, which is YAML too.
  const { clusters, users } = JSON.parse(readFileSync(info.kubeconfig, 'utf8'));
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
