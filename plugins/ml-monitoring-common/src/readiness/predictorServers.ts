import { z } from 'zod/v3';
import { protocolSchema } from '../contract/provisioning';
import { KNOWN_SERVERS, type ServerOption } from '../manifests/servers';

const configured = z.record(
  z
    .object({
      /** Images by protocol. In older versions a server had one for REST and one for gRPC instead. */
      protocols: z.record(z.unknown()).optional(),
      tensorflow: z.boolean().optional(),
    })
    .passthrough(),
);

/** The older name of `v2`. */
const KFSERVING = 'kfserving';

/**
 * The prepackaged servers of an installation, from `predictor_servers` of its ConfigMap `seldon-config`.
 *
 * @returns `undefined` where the text is not what Seldon would understand
 * @public
 */
export function parsePredictorServers(
  text: string,
): ServerOption[] | undefined {
  const parsed = configured.safeParse(parseJson(text));
  return parsed.success
    ? Object.entries(parsed.data).flatMap(([name, entry]) => {
        const [first, ...others] = protocolsOf(entry);
        return first
          ? [
              {
                title: titleOf(name),
                needsModelUri: true,
                ...KNOWN_SERVERS.find(known => known.name === name),
                name,
                protocols: [first, ...others] as ServerOption['protocols'],
              },
            ]
          : [];
      })
    : undefined;
}

/** Those that a request can name. */
function protocolsOf({
  protocols,
  tensorflow,
}: z.output<typeof configured>[string]): string[] {
  if (!protocols) {
    return tensorflow ? ['tensorflow', 'seldon'] : ['seldon'];
  }
  const named = Object.keys(protocols).map(protocol =>
    protocol === KFSERVING ? 'v2' : protocol,
  );
  return protocolSchema.options.filter(protocol => named.includes(protocol));
}

/** `MY_OWN_SERVER` in words: `My own server`. */
function titleOf(name: string): string {
  const words = name.toLowerCase().split('_').join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
