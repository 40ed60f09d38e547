import { SELDON_APP_LABEL } from '../manifests/labels';
import { metricsServiceName } from '../manifests/names';
import type { Manifest, ModelShape } from '../manifests/types';
import { isObject } from './fieldTree';

/** An object that we made for a model earlier. @public */
export interface MadeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec?: unknown;
}

const EXPOSING = ['Route', 'Ingress', 'HTTPRoute'];
const PER_PREDICTOR = ['Service', 'ServiceMonitor', 'PodMonitor'];

/**
 * What earlier requests made and this one no longer wants. A request decides about the parts that it has:
 *
 * - `exposure`: every Route, Ingress and HTTPRoute that it does not render goes;
 * - `monitoring`: so does all else that it does not render;
 * - `deployment` alone: only what measures a predictor that no longer exists goes. What exposes such a predictor stays,
 *   because callers rely on its address, and is told of as `dangling`.
 *
 * @param shape - the model as it will be
 * @public
 */
export function leftovers<T extends MadeObject>(options: {
  request: { [Part in 'deployment' | 'exposure' | 'monitoring']?: object };
  shape: ModelShape;
  manifests: readonly Manifest[];
  made: readonly T[];
}): { unwanted: T[]; dangling: T[] } {
  const { request, shape, manifests, made } = options;
  const services = new Set(
    shape.predictors.flatMap(({ serviceName }) => [
      serviceName,
      metricsServiceName(serviceName),
    ]),
  );
  const isWanted = (object: T) =>
    manifests.some(
      ({ kind, apiVersion, metadata }) =>
        kind === object.kind &&
        groupOf(apiVersion) === groupOf(object.apiVersion) &&
        metadata.name === object.metadata.name,
    );
  const others = made.filter(
    object => object.kind !== 'SeldonDeployment' && !isWanted(object),
  );
  const leadsNowhere = (object: T) => {
    const meant = servicesOf(object);
    return meant.length > 0 && !meant.some(service => services.has(service));
  };
  return {
    unwanted: others.filter(object =>
      EXPOSING.includes(object.kind)
        ? request.exposure
        : request.monitoring ||
          (request.deployment &&
            PER_PREDICTOR.includes(object.kind) &&
            leadsNowhere(object)),
    ),
    dangling: request.exposure
      ? []
      : others.filter(
          object =>
            EXPOSING.includes(object.kind) &&
            servicesOf(object).some(service => !services.has(service)),
        ),
  };
}

/** The Services of a model that an object of ours is about. */
function servicesOf({ kind, spec }: MadeObject): string[] {
  switch (kind) {
    case 'Service':
      return names(at(spec, 'selector', SELDON_APP_LABEL));
    case 'ServiceMonitor':
    case 'PodMonitor':
      return names(at(spec, 'selector', 'matchLabels', SELDON_APP_LABEL));
    case 'Route':
      return [at(spec, 'to'), ...list(at(spec, 'alternateBackends'))].flatMap(
        backend => names(at(backend, 'name')),
      );
    case 'HTTPRoute':
      return list(at(spec, 'rules')).flatMap(rule =>
        list(at(rule, 'backendRefs')).flatMap(each => names(at(each, 'name'))),
      );
    case 'Ingress':
      return list(at(spec, 'rules')).flatMap(rule =>
        list(at(rule, 'http', 'paths')).flatMap(path =>
          names(at(path, 'backend', 'service', 'name')),
        ),
      );
    default:
      return [];
  }
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce(
    (inner, key) => (isObject(inner) ? inner[key] : undefined),
    value,
  );
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const names = (value: unknown) => (typeof value === 'string' ? [value] : []);
const groupOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
