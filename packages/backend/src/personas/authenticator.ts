import { AuthenticationError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  type SignInResolver,
} from '@backstage/plugin-auth-node';

/** Who somebody wants to be: the name of a User entity of the demo catalog. */
const PERSONA_HEADER = 'x-demo-persona';

interface PersonaResult {
  name: string;
}

export const personaAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async ({ name }: PersonaResult) => ({
    profile: { displayName: name },
  }),
  initialize() {},
  async authenticate({ req }) {
    const name = req.header(PERSONA_HEADER);
    if (!name || !/^[a-z]{1,20}$/.test(name)) {
      throw new AuthenticationError(
        `Choose a persona: the header ${PERSONA_HEADER} must be the name of a User of the demo catalog`,
      );
    }
    return { result: { name } };
  },
});

/** Answers "not found" for a name without a User entity. */
export const signInPersona: SignInResolver<PersonaResult> = (
  { result },
  context,
) =>
  context.signInWithCatalogUser({
    entityRef: { kind: 'User', namespace: 'default', name: result.name },
  });
