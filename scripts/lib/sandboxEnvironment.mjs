/**
 * What app-config.yaml wants to know of a running sandbox.
 *
 * @param {{ apiServer: string, caData: string, token: string, prometheus: string, router: string }} info
 * @returns {Record<string, string>}
 */
export function sandboxEnvironment({
  apiServer,
  caData,
  token,
  prometheus,
  router,
}) {
  return {
    SANDBOX_API_SERVER: apiServer,
    SANDBOX_CA_DATA: caData,
    SANDBOX_TOKEN: token,
    SANDBOX_PROMETHEUS: prometheus,
    // A number, which only this kind of variable can carry.
    APP_CONFIG_mlMonitoring_provisioning_route_port: new URL(router).port,
  };
}
