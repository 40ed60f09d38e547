import { roleManifest, stringifyRight } from '../roleManifest';
import { defineCheck } from './types';
import { isUnread, missingOf, unread } from './unread';

export const rights = defineCheck(
  { id: 'rights', title: "The portal's credential has the rights it needs" },
  facts => {
    const { lackingRights: read } = facts;
    if (isUnread(read)) {
      return unread(
        read,
        "What the portal's credential may do could not be found out",
        facts,
      );
    }
    if (read.status === 'absent') {
      return {
        status: 'unknown',
        summary: 'The cluster does not tell what a credential may do',
      };
    }
    const { lacking, user } = read.value;
    const signedIn = user ? [`It signs in as ${user}`] : [];
    if (lacking.length) {
      return {
        status: 'broken',
        summary: `It lacks ${lacking.length === 1 ? 'a right' : `${lacking.length} rights`} that the portal needs`,
        evidence: [
          ...signedIn,
          ...lacking.map(right => `It may not ${stringifyRight(right)}`),
          ...missingOf(read),
        ],
        fix: {
          summary: 'Have an administrator apply these rights.',
          manifest: roleManifest(lacking, user),
        },
      };
    }
    const missing = missingOf(read);
    return missing.length
      ? {
          status: 'unknown',
          summary:
            'No right is known to be lacking, but not all were looked at',
          evidence: [...signedIn, ...missing],
        }
      : { status: 'ok', summary: 'No right is lacking', evidence: signedIn };
  },
);
