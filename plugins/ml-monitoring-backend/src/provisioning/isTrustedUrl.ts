import type { ProvisioningConfig } from '../config';

const SETTINGS = {
  Route: 'route',
  Ingress: 'ingress',
  HTTPRoute: 'gateway',
} as const;

/**
 * Whoever may make a Route can give it any host, and the portal would call it.
 * So only hosts in the domain that the platform team gave out are called.
 */
export function isTrustedUrl(
  url: string,
  kind: keyof typeof SETTINGS,
  config: ProvisioningConfig,
): boolean {
  const template = config[SETTINGS[kind]]?.hostTemplate;
  if (!template) {
    return false;
  }
  const domain = template.slice(template.indexOf('.'));
  // Only the part before the first dot is the model's own.
  return !domain.includes('{') && new URL(url).hostname.endsWith(domain);
}
