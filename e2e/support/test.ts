import { test as base } from '@playwright/test';
import { SignInPage, type Persona } from '../pages/SignInPage';
import { createKube, type Kube } from './kube';
import { stack, type Stack } from './stack';

interface Fixtures {
  sandbox: Stack['sandbox'];
  kube: Kube;
  /** Opens the portal as this person, at this path. */
  signIn(persona: Persona, path?: string): Promise<void>;
}

export const test = base.extend<Fixtures>({
  sandbox: async ({}, use) => use(stack.sandbox),
  kube: async ({}, use) => use(await createKube(stack.sandbox.kubeconfig)),
  signIn: async ({ page }, use) =>
    use((persona, path = '/') => new SignInPage(page).enter(persona, path)),
});

export { expect } from '@playwright/test';
