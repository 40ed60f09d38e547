import { InputError } from '@backstage/errors';
import { stringifyModelRef, type ModelRef } from '../contract/refs';
import { hostOf } from './host';
import { httpRoute } from './httpRoute';
import { ingress } from './ingress';
import { route } from './route';
import { splitTraffic } from './traffic';
import type {
  ClusterApis,
  ExposureKind,
  ManifestSettings,
  ModelShape,
  RenderedModel,
} from './types';

/** What stands in front of the Services must split and copy: `spec.traffic` alone does neither. */
const CAPABILITIES = {
  none: { what: 'A model that is not exposed', most: 1, mirrors: false },
  ingress: { what: 'An Ingress', most: 1, mirrors: false },
  // One backend and three alternatives.
  route: { what: 'A Route', most: 4, mirrors: false },
  gateway: { what: 'An HTTPRoute', most: 16, mirrors: true },
};

interface ExposureOptions {
  kind: 'auto' | 'none' | ExposureKind;
  host?: string;
  apis: ClusterApis;
  settings: ManifestSettings;
}

/** What makes a model callable from outside the cluster. */
export function exposureManifests(
  ref: ModelRef,
  shape: ModelShape,
  options: ExposureOptions,
): RenderedModel {
  const { settings } = options;
  const kind = chooseExposure(ref, shape, options);
  if (kind === 'none') {
    return { manifests: [], warnings: [] };
  }
  const warnings = [
    'The model can be called by everybody who reaches its address: the endpoint has no authentication',
    ...splitWarnings(shape, kind),
  ];
  const host = hostOf(ref, {
    requested: options.host,
    template: settings[kind]?.hostTemplate,
    templateKey: `mlMonitoring.provisioning.${kind}.hostTemplate`,
  });
  if (kind === 'route') {
    const manifest = route(ref, shape.predictors, {
      host,
      settings: settings.route,
    });
    return { manifests: [manifest], warnings };
  }
  if (!host) {
    throw new InputError(
      `exposure.host: is needed, because mlMonitoring.provisioning.${kind}.hostTemplate is not set (got nothing)`,
    );
  }
  const manifest =
    kind === 'gateway' && settings.gateway
      ? httpRoute(ref, shape.predictors, {
          host,
          parentRef: settings.gateway.parentRef,
        })
      : ingress(ref, shape.predictors, {
          host,
          class: settings.ingress?.class,
        });
  return { manifests: [manifest], warnings };
}

function chooseExposure(
  ref: ModelRef,
  shape: ModelShape,
  { kind: requested, apis, settings }: ExposureOptions,
): 'none' | ExposureKind {
  const obstacle = (kind: 'none' | ExposureKind) =>
    whyItCannotCarry(shape, kind);
  const usable = (['route', 'gateway', 'ingress'] as const).filter(
    kind =>
      settings.exposure.includes(kind) &&
      apis[kind] &&
      (kind === 'route' || settings[kind]),
  );
  const chosen =
    requested === 'auto'
      ? (usable.find(kind => !obstacle(kind)) ?? usable[0])
      : requested;
  if (!chosen || (chosen !== 'none' && !usable.includes(chosen))) {
    throw new InputError(
      `exposure.kind: must be none${usable.map(kind => `, ${kind}`).join('')} on this cluster (got ${requested}); the platform team allows more with mlMonitoring.provisioning.exposure and the keys beside it`,
    );
  }
  const reason = obstacle(chosen);
  if (reason) {
    const others = usable.filter(kind => !obstacle(kind));
    throw new InputError(
      `exposure.kind: ${reason} (got ${requested} for ${stringifyModelRef(ref)}); ${
        others.length
          ? `${others.join(' or ')} can`
          : 'have an HTTPRoute allowed with mlMonitoring.provisioning.gateway, or deploy it behind Istio or Ambassador, as an annotation such as seldon.io/istio-gateway says'
      }`,
    );
  }
  return chosen;
}

/** Why an exposure of this kind would not do what the predictors' shares and shadows say. */
function whyItCannotCarry(
  { predictors, mesh }: ModelShape,
  kind: 'none' | ExposureKind,
): string | undefined {
  if (mesh) {
    return undefined;
  }
  const { what, most, mirrors } = CAPABILITIES[kind];
  const shadow = predictors.find(each => each.shadow);
  if (shadow && !mirrors) {
    return `${what} cannot send copies of the requests to the shadow ${shadow.name}`;
  }
  const answering = splitTraffic(predictors).length;
  if (answering > most) {
    return most === 1
      ? `${what} cannot split traffic, and ${answering} predictors are to answer`
      : `${what} can split between ${most} predictors, and ${answering} are to answer`;
  }
  return undefined;
}

/** What is to be said of a model that is deployed first and exposed later. */
export function unsplitWarnings(shape: ModelShape): string[] {
  const names = shape.predictors.map(({ name }) => name).join(', ');
  return whyItCannotCarry(shape, 'none')
    ? [
        `Requests are only divided between ${names} once the model is exposed by what can do it: traffic and shadow alone move nothing`,
      ]
    : [];
}

function splitWarnings(
  { predictors, mesh }: ModelShape,
  kind: ExposureKind,
): string[] {
  const [first, ...others] = splitTraffic(predictors);
  const shadow = predictors.find(each => each.shadow);
  const warnings: string[] = [];
  if (mesh && others.length && kind === 'ingress') {
    warnings.push(
      `An Ingress leads past ${mesh}, which splits the traffic: through it only predictor ${first.name} is reached`,
    );
  }
  if (mesh && shadow && kind !== 'gateway') {
    warnings.push(
      `Requests that come past ${mesh} are not copied to the shadow ${shadow.name}`,
    );
  }
  if (shadow && kind === 'gateway' && (shadow.traffic ?? 100) < 100) {
    warnings.push(
      `The HTTPRoute copies every request to the shadow ${shadow.name}, not ${shadow.traffic} %`,
    );
  }
  return warnings;
}
