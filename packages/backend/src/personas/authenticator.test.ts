import { personaAuthenticator } from './authenticator';

const request = (persona?: string) =>
  ({ header: () => persona }) as unknown as Parameters<
    typeof personaAuthenticator.authenticate
  >[0]['req'];

describe('a persona', () => {
  it('is taken by name from the header', async () => {
    await expect(
      personaAuthenticator.authenticate({ req: request('ada') }, undefined),
    ).resolves.toEqual({ result: { name: 'ada' } });
  });

  it.each([[undefined], [''], ['group:default/platform'], ['Ada'], ['../x']])(
    'is not %j',
    async persona => {
      await expect(
        personaAuthenticator.authenticate({ req: request(persona) }, undefined),
      ).rejects.toThrow(/^Choose a persona: the header x-demo-persona must be/);
    },
  );
});
