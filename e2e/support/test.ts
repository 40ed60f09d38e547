import { test as base } from '@playwright/test';
import { SignInPage, type Persona } from '../pages/SignInPage';
import { createKube, type Kube } from './kube';
import { stack, type Stack } from './stack';

interface Fixtures {
  sandbox: Stack['sandbox'];
  kube: Kube;
  secondPrometheus: { stop(): Promise<void>; start(): Promise<void> };
  /** Opens the portal as this person, at this path. */
  signIn(persona: Persona, path?: string): Promise<void>;
}

export const test = base.extend<Fixtures>({
  sandbox: async ({}, use) => use(stack.sandbox),
  secondPrometheus: async ({}, use) => {
    const tell = async (what: string) => {
      await fetch(`${stack.secondPrometheus}/-/${what}`, { method: 'POST' });
    };
    await use({ stop: () => tell('stop'), start: () => tell('start') });
    await tell('start');
  },
  kube: async ({}, use) => use(await createKube(stack.sandbox.kubeconfig)),
  signIn: async ({ page }, use) =>
    use((persona, path = '/') => new SignInPage(page).enter(persona, path)),
});

export { expect } from '@playwright/test';
