import { readSplit, type Shares } from 'backstage-plugin-ml-monitoring-common';
import {
  backendsOfHttpRoute,
  backendsOfIngress,
  backendsOfRoute,
} from './endpoints';
import type { ModelObjects } from './indexObjects';
import { specWrittenAt } from './writes';

/** What stands before a model and splits the requests of its callers. */
export interface ModelSplit {
  /** Percent by predictor. Absent: nothing splits, or several things differ. */
  percentOf?: (predictor: string) => number;
  changedAt?: Date;
}

/** @param predictors - predictor by the name of its Service */
export function splitOf(
  objects: Pick<ModelObjects, 'routes' | 'ingresses' | 'httpRoutes'>,
  predictors: Map<string, string>,
): ModelSplit {
  const leadsToModel = (services: string[]) =>
    services.some(service => predictors.has(service));
  const before = [
    ...objects.routes
      .filter(object => leadsToModel(backendsOfRoute(object)))
      .map(object => ({ kind: 'Route' as const, object })),
    ...objects.httpRoutes
      .filter(object => leadsToModel(backendsOfHttpRoute(object)))
      .map(object => ({ kind: 'HTTPRoute' as const, object })),
    ...objects.ingresses
      .filter(object => leadsToModel(backendsOfIngress(object)))
      .map(object => ({ kind: 'Ingress' as const, object })),
  ]
    .map(({ kind, object }) => ({
      object,
      shares: ofPredictors(readSplit(kind, object.spec).shares, predictors),
    }))
    .filter(({ shares }) => Object.keys(shares).length > 0);
  const [first] = before;
  const alike = before.every(
    ({ shares }) => JSON.stringify(shares) === JSON.stringify(first.shares),
  );
  const changes = before
    .flatMap(({ object }) => specWrittenAt(object.metadata) ?? [])
    .sort((a, b) => b.getTime() - a.getTime());
  return {
    ...(first &&
      alike && { percentOf: predictor => first.shares[predictor] ?? 0 }),
    ...(changes.length && { changedAt: changes[0] }),
  };
}

function ofPredictors(
  shares: Shares,
  predictors: Map<string, string>,
): Record<string, number> {
  const own: Record<string, number> = {};
  for (const [service, predictor] of predictors) {
    if (shares[service] !== undefined) {
      own[predictor] = Math.round(shares[service] * 10) / 10;
    }
  }
  return own;
}
