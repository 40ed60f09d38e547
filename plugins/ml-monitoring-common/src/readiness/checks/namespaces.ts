import type { NamespaceFact } from '../facts';
import { listed } from '../listed';
import { defineCheck } from './types';

export const namespaces = defineCheck(
  { id: 'namespaces', title: 'The namespaces for models exist' },
  ({ namespaces: all, namespacesMissing }) => {
    const missing = all.filter(({ exists }) => exists === false);
    if (missing.length) {
      return {
        status: 'broken',
        summary: `${namesOf(missing)} ${missing.length === 1 ? 'does' : 'do'} not exist`,
        fix: {
          summary:
            'Have whoever hands out namespaces create them: the portal never does.',
          command: missing
            .map(({ name }) => `kubectl create namespace ${name}`)
            .join('\n'),
        },
      };
    }
    const evidence = namespacesMissing ? [namespacesMissing] : [];
    const unsure = all.filter(({ exists }) => exists === undefined);
    if (unsure.length || (!all.length && namespacesMissing)) {
      return {
        status: 'unknown',
        summary: unsure.length
          ? `Whether ${namesOf(unsure)} exists could not be found out`
          : 'Which namespaces models may be in could not be found out',
        evidence,
      };
    }
    return all.length
      ? {
          status: 'ok',
          summary: `Models may be in ${namesOf(all)}`,
          evidence,
        }
      : {
          status: 'not-applicable',
          summary: 'Models are looked for in every namespace',
        };
  },
);

function namesOf(these: NamespaceFact[]): string {
  return listed(these.map(({ name }) => name));
}
