import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { assertSafeForPersonas } from './assertSafeForPersonas';
import { personaAuthenticator, signInPersona } from './authenticator';

/** Lets anyone become any demo person, so it takes `demo.personas: true` and a portal on loopback. */
export const personasModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'personas',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        if (!config.getOptionalBoolean('demo.personas')) {
          return;
        }
        assertSafeForPersonas(config);
        providers.registerProvider({
          providerId: 'personas',
          factory: createProxyAuthProviderFactory({
            authenticator: personaAuthenticator,
            signInResolver: signInPersona,
          }),
        });
      },
    });
  },
});
