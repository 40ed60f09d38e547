import {
  parsePredictorServers,
  type OperatorFact,
  type Reading,
  type ServerOption,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../KubeClient';
import { resources } from '../resources';
import { configMapSchema } from './objects';
import { readObject } from './reading';
import { USUAL_NAMESPACES } from './readOperators';

/** The prepackaged servers that the Seldon of a cluster is configured for. `undefined`: its configuration could not be read. */
export async function readPredictorServers(
  client: KubeClient,
  options: { operators: Reading<OperatorFact[]>; signal?: AbortSignal },
): Promise<ServerOption[] | undefined> {
  const { operators, signal } = options;
  const namespaces =
    operators.status === 'read' && operators.value.length
      ? operators.value.map(({ namespace }) => namespace)
      : USUAL_NAMESPACES;
  const configs = await Promise.all(
    [...new Set(namespaces)].map(namespace =>
      readObject(client, resources.configMaps, configMapSchema, {
        namespace,
        name: 'seldon-config',
        signal,
      }),
    ),
  );
  return configs
    .flatMap(config =>
      config.status === 'read'
        ? (parsePredictorServers(config.value.data.predictor_servers ?? '') ??
          [])
        : [],
    )
    .reduce<ServerOption[] | undefined>(
      (known = [], server) =>
        known.some(({ name }) => name === server.name)
          ? known
          : [...known, server],
      undefined,
    );
}
