import type { Config } from '@backstage/config';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Personas sign in without a secret: whoever reaches the port is a platform admin. */
export function assertSafeForPersonas(config: Config): void {
  const host = hostOf(config.getOptional('backend.listen'));
  if (!host || !LOOPBACK.includes(host)) {
    throw new Error(
      `demo.personas signs anyone in without a password, so backend.listen must name a loopback host, ` +
        `but it is ${host ? `"${host}"` : 'every interface'}. Set backend.listen.host to 127.0.0.1, or demo.personas to false`,
    );
  }
}

function hostOf(listen: unknown): string | undefined {
  if (typeof listen === 'string') {
    return listen.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  }
  const host = (listen as { host?: unknown } | undefined)?.host;
  return typeof host === 'string' ? host : undefined;
}
