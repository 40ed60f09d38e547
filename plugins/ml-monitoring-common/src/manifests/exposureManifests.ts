import { ConflictError, InputError } from '@backstage/errors';
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

/** A Route takes one backend and at most three alternatives. */
const MAX_ROUTE_BACKENDS = 4;

function chooseExposure(
  requested: 'auto' | ExposureKind,
  apis: ClusterApis,
  settings: ManifestSettings,
): ExposureKind {
  const usable = (['route', 'gateway', 'ingress'] as const).filter(
    kind =>
      settings.exposure.includes(kind) &&
      apis[kind] &&
      (kind === 'route' || settings[kind]),
  );
  const chosen = requested === 'auto' ? usable[0] : requested;
  if (!chosen || !usable.includes(chosen)) {
    throw new InputError(
      `exposure.kind: must be none${usable.map(kind => `, ${kind}`).join('')} on this cluster (got ${requested}); the platform team allows more with mlMonitoring.provisioning.exposure and the keys beside it`,
    );
  }
  return chosen;
}

/** What makes a model callable from outside the cluster. */
export function exposureManifests(
  ref: ModelRef,
  shape: ModelShape,
  options: {
    kind: 'auto' | ExposureKind;
    host?: string;
    apis: ClusterApis;
    settings: ManifestSettings;
  },
): RenderedModel {
  const { apis, settings } = options;
  const kind = chooseExposure(options.kind, apis, settings);
  const answering = splitTraffic(shape.predictors);
  const warnings = [
    'The model can be called by everybody who reaches its address: the endpoint has no authentication',
  ];
  const host = hostOf(ref, {
    requested: options.host,
    template: settings[kind]?.hostTemplate,
    templateKey: `mlMonitoring.provisioning.${kind}.hostTemplate`,
  });
  if (kind === 'route') {
    if (answering.length > MAX_ROUTE_BACKENDS) {
      throw new ConflictError(
        `A Route can split between ${MAX_ROUTE_BACKENDS} predictors, and ${stringifyModelRef(ref)} has ${answering.length}`,
      );
    }
    return {
      manifests: [
        route(ref, shape.predictors, { host, settings: settings.route }),
      ],
      warnings,
    };
  }
  if (!host) {
    throw new InputError(
      `exposure.host: is needed, because mlMonitoring.provisioning.${kind}.hostTemplate is not set (got nothing)`,
    );
  }
  if (kind === 'gateway' && settings.gateway) {
    const { parentRef } = settings.gateway;
    return {
      manifests: [httpRoute(ref, shape.predictors, { host, parentRef })],
      warnings,
    };
  }
  if (answering.length > 1) {
    warnings.push(
      `An Ingress cannot split traffic: only predictor ${answering[0].name} is reached through it`,
    );
  }
  return {
    manifests: [
      ingress(ref, shape.predictors, {
        host,
        class: settings.ingress?.class,
      }),
    ],
    warnings,
  };
}
