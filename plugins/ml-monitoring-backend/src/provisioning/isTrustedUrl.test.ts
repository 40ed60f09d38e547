import type { ProvisioningConfig } from '../config';
import { isTrustedUrl } from './isTrustedUrl';

const config = {
  route: { hostTemplate: '{name}-{namespace}.apps.example.com' },
  ingress: { hostTemplate: '{name}.{namespace}.example.com' },
} as ProvisioningConfig;

describe('an address that the portal calls', () => {
  it.each([
    ['https://fraud-ml.apps.example.com', 'Route', true],
    ['https://fraud-ml.apps.example.com:8443', 'Route', true],
    ['https://evil.com', 'Route', false],
    ['https://apps.example.com.evil.com', 'Route', false],
    ['https://evilapps.example.com', 'Route', false],
    ['https://evil.com/.apps.example.com', 'Route', false],
    ['https://x.apps.example.com@evil.com', 'Route', false],
    // The domain itself is the caller's to choose here.
    ['https://fraud.ml.example.com', 'Ingress', false],
    ['https://anything.example.com', 'HTTPRoute', false],
  ] as const)('%s of a(n) %s is trusted: %s', (url, kind, trusted) => {
    expect(isTrustedUrl(url, kind, config)).toBe(trusted);
  });
});
