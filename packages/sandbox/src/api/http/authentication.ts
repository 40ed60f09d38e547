import { timingSafeEqual, createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { forbidden, unauthorized } from '../errors';
import { refusal, type Authorizer, type User } from '../rbac';

export interface TokenUser {
  name: string;
  token: string;
  groups?: string[];
}

const anonymous: User = {
  name: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

const digest = (text: string) => createHash('sha256').update(text).digest();

export class Authenticator {
  private readonly users: Array<{ digest: Buffer; user: User }>;

  constructor(users: TokenUser[]) {
    this.users = users.map(({ name, token, groups = [] }) => ({
      digest: digest(token),
      user: { name, groups: [...groups, 'system:authenticated'] },
    }));
  }

  userOf(request: IncomingMessage): User {
    const { authorization } = request.headers;
    if (!authorization) return anonymous;
    const token = /^bearer\s+(.+)$/i.exec(authorization)?.[1] ?? '';
    const user = this.userOfToken(token);
    if (!user) throw unauthorized();
    return user;
  }

  userOfToken(token: string): User | undefined {
    const given = digest(token);
    return this.users.find(each => timingSafeEqual(each.digest, given))?.user;
  }
}

/** Who the request acts as: another user, if it asks to and may. */
export function actingUser(
  request: IncomingMessage,
  user: User,
  authorizer: Authorizer,
): User {
  const asked = request.headers['impersonate-user'];
  if (typeof asked !== 'string') return user;
  const groups = [request.headers['impersonate-group'] ?? []].flat();
  const wanted = [
    { resource: 'users', name: asked },
    ...groups.map(name => ({ resource: 'groups', name })),
  ];
  for (const { resource, name } of wanted) {
    const attributes = { verb: 'impersonate', group: '', resource, name };
    if (!authorizer.decide(user, attributes).allowed) {
      const of = { group: '', resource, kind: resource };
      throw forbidden(of, name, refusal(user, attributes));
    }
  }
  return { name: asked, groups: [...groups, 'system:authenticated'] };
}
