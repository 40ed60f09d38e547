import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { rememberedPersona } from './rememberedPersona';

/** Lets sign-out lead back to the choice of personas. */
export function forgettingIdentity(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      rememberedPersona.forget();
      await identity.signOut();
    },
  };
}
