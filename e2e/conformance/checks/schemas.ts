import {
  gateway,
  grafana,
  monitoring,
  route,
  seldon,
} from 'sandbox/src/api/structures';
import type { Structure } from 'sandbox/src/api/structure';
import { expectSuccess, type Check } from '../Check';

const described: Record<string, Structure> = {
  'seldondeployments.machinelearning.seldon.io': seldon.seldonDeployment,
  'servicemonitors.monitoring.coreos.com': monitoring.serviceMonitor,
  'podmonitors.monitoring.coreos.com': monitoring.podMonitor,
  'prometheusrules.monitoring.coreos.com': monitoring.prometheusRule,
  'routes.route.openshift.io': route.route,
  'gatewayclasses.gateway.networking.k8s.io': gateway.gatewayClass,
  'gateways.gateway.networking.k8s.io': gateway.gateway,
  'httproutes.gateway.networking.k8s.io': gateway.httpRoute,
  'grafanas.integreatly.org': grafana.grafanaV4,
  'grafanadashboards.integreatly.org': grafana.dashboardV4,
  'grafanadatasources.integreatly.org': grafana.dataSourceV4,
  'grafanas.grafana.integreatly.org': grafana.grafanaV5,
  'grafanadashboards.grafana.integreatly.org': grafana.dashboardV5,
  'grafanadatasources.grafana.integreatly.org': grafana.dataSourceV5,
};

const constraints = [
  'type',
  'default',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'x-kubernetes-int-or-string',
] as const;

/** A schema by the paths of its fields, as deep as the sandbox describes the kind. */
function outline(
  schema: any,
  bound: Structure,
  path: string,
  into: Record<string, unknown>,
) {
  into[path] = {
    ...Object.fromEntries(
      constraints
        .filter(name => schema[name] !== undefined)
        .map(name => [name, schema[name]]),
    ),
    ...(schema.required && { required: [...schema.required].sort() }),
  };
  if (bound.items) {
    outline(schema.items ?? {}, bound.items, `${path}[]`, into);
  }
  if (bound.additionalProperties) {
    const values = schema.additionalProperties ?? {};
    outline(values, bound.additionalProperties, `${path}{}`, into);
  }
  for (const [name, of] of Object.entries<any>(
    bound.properties ? (schema.properties ?? {}) : {},
  )) {
    const next = bound.properties?.[name];
    if (!next) into[`${path}.${name}`] = 'a field';
    else if (isOpen(next)) into[`${path}.${name}`] = 'anything';
    else outline(of, next, `${path}.${name}`, into);
  }
}

const isOpen = (bound: Structure) =>
  bound['x-kubernetes-preserve-unknown-fields'] === true;

export const schemaChecks: Check[] = Object.entries(described).map(
  ([name, structure]) => ({
    title: `schema: the fields of ${name}`,
    async observe(subject) {
      const { body } = expectSuccess(
        await subject.request({
          path: `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`,
        }),
      );
      const stored = body.spec.versions.find((each: any) => each.storage);
      const into: Record<string, unknown> = {};
      outline(stored.schema.openAPIV3Schema, structure, '', into);
      return into;
    },
  }),
);
