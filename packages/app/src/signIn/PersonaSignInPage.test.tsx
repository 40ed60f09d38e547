import { configApiRef, discoveryApiRef } from '@backstage/frontend-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PersonaSignInPage } from './PersonaSignInPage';

const session = {
  profile: { displayName: 'Bob' },
  backstageIdentity: {
    token: 'a.e30=.c',
    identity: {
      type: 'user',
      userEntityRef: 'user:default/bob',
      ownershipEntityRefs: ['user:default/bob'],
    },
  },
};

describe('signing in', () => {
  const onSignInSuccess = jest.fn();
  const fetchSession = jest.fn<Promise<Response>, Parameters<typeof fetch>>();
  const realFetch = globalThis.fetch;

  const open = () =>
    renderInTestApp(
      <TestApiProvider
        apis={[
          [
            configApiRef,
            mockApis.config({ data: { app: { title: 'Portal' } } }),
          ],
          [
            discoveryApiRef,
            mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
          ],
        ]}
      >
        <PersonaSignInPage onSignInSuccess={onSignInSuccess} />
      </TestApiProvider>,
    );

  beforeEach(() => {
    sessionStorage.clear();
    jest.resetAllMocks();
    fetchSession.mockImplementation(async () => Response.json(session));
    globalThis.fetch = fetchSession;
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  const personasAsked = () =>
    fetchSession.mock.calls.map(([, init]) =>
      new Headers(init?.headers).get('x-demo-persona'),
    );

  it('asks the backend for the identity of the chosen persona', async () => {
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as Bob' }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    expect(personasAsked()).toEqual(['bob']);
    await expect(
      onSignInSuccess.mock.calls[0][0].getBackstageIdentity(),
    ).resolves.toEqual(session.backstageIdentity.identity);
  });

  it('remembers the choice until signing out', async () => {
    sessionStorage.setItem('demo-persona', 'carol');
    open();
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    expect(personasAsked()).toEqual(['carol']);
    await onSignInSuccess.mock.calls[0][0].signOut();
    expect(sessionStorage.getItem('demo-persona')).toBeNull();
  });

  it('says why it failed and offers another choice', async () => {
    fetchSession.mockImplementation(async () =>
      Response.json(
        { error: { name: 'NotFoundError', message: 'User not found' } },
        { status: 404, statusText: 'Not Found' },
      ),
    );
    sessionStorage.setItem('demo-persona', 'dave');
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose someone else' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Enter as Ada' }),
    ).toBeInTheDocument();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });
});
