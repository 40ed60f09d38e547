import { CustomErrorBase, ResponseError } from '@backstage/errors';
import { endpoints, type Endpoint } from '../contract/endpoints';
import type {
  MlMonitoringApi,
  MlMonitoringRequestOptions,
} from './MlMonitoringApi';

/** An answer of the backend that is not of the contract: the two are of different versions. @public */
export class MalformedAnswerError extends CustomErrorBase {
  name = 'MalformedAnswerError' as const;
}

/**
 * Makes every route of the backend callable. Discovery and fetch are handed in, so that it works in
 * a browser and between backends alike.
 *
 * @example
 * ```ts
 * const api = createMlMonitoringClient({ discoveryApi, fetchApi });
 * const report = await api.getModelHealth({ cluster: 'local', namespace: 'ml-mon', name: 'rest-seldon' });
 * ```
 *
 * @public
 */
export function createMlMonitoringClient(dependencies: {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}): MlMonitoringApi {
  const call = async (
    endpoint: Endpoint,
    input: Record<string, unknown>,
    options: MlMonitoringRequestOptions = {},
  ) => {
    const rest = { ...input };
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
      const value = String(rest[name]);
      delete rest[name];
      return encodeURIComponent(value);
    });
    const url = new URL(
      `${await dependencies.discoveryApi.getBaseUrl('ml-monitoring')}/v1${path}`,
    );
    const sendsBody = endpoint.method === 'post';
    if (!sendsBody) {
      for (const [name, value] of Object.entries(rest)) {
        if (value !== undefined) {
          url.searchParams.set(name, String(value));
        }
      }
    }
    const response = await dependencies.fetchApi.fetch(url.toString(), {
      method: endpoint.method.toUpperCase(),
      headers: {
        ...(sendsBody && { 'Content-Type': 'application/json' }),
        ...(options.token && { Authorization: `Bearer ${options.token}` }),
      },
      ...(sendsBody && { body: JSON.stringify(rest) }),
      signal: options.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const parsed = endpoint.response.safeParse(await response.json());
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new MalformedAnswerError(
        `The answer of ${endpoint.method.toUpperCase()} ${url.pathname} is not of this version: ` +
          `${issue.path.join('.')}: ${issue.message}. Install the same version of every ML Monitoring package.`,
      );
    }
    return parsed.data;
  };

  return Object.fromEntries(
    Object.entries(endpoints).map(([name, endpoint]) => [
      name,
      (input: Record<string, unknown>, options?: MlMonitoringRequestOptions) =>
        call(endpoint, input, options),
    ]),
  ) as unknown as MlMonitoringApi;
}
