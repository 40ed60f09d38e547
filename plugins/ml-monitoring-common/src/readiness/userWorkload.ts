import { parse } from 'yaml';

/** Whether a `config.yaml` of OpenShift's `cluster-monitoring-config` turns monitoring of users' namespaces on. @public */
export function enablesUserWorkload(configYaml: string): boolean {
  try {
    const config: unknown = parse(configYaml);
    return (
      (config as { enableUserWorkload?: unknown } | null)
        ?.enableUserWorkload === true
    );
  } catch {
    // OpenShift does not understand it either, and then goes by its defaults.
    return false;
  }
}
