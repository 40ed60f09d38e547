import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { shell } from './shell';

/** What a shell makes of a command: its words. */
function wordsOf(command: string): string[] {
  return execFileSync('sh', ['-c', command], { encoding: 'utf8' })
    .split('\n')
    .slice(0, -1);
}

describe('a command to copy', () => {
  it.each([
    ['fraud', 'kubectl get service fraud'],
    ['app=fraud,tier=a', 'kubectl get service app=fraud,tier=a'],
    ['$(rm -rf ~)', "kubectl get service '$(rm -rf ~)'"],
    ["it's", String.raw`kubectl get service 'it'\''s'`],
    ['', "kubectl get service ''"],
    ['--all', "kubectl get service '--all'"],
    ['a\u001b[201~\nb', "kubectl get service 'a\ufffd[201~\ufffdb'"],
  ])('quotes %j where a shell would act on it', (name, command) => {
    expect(shell`kubectl get service ${name}`).toBe(command);
  });

  it('takes several values as several words', () => {
    expect(shell`kubectl delete pods ${['a', 'b c']}`).toBe(
      "kubectl delete pods a 'b c'",
    );
  });

  it('has every value as one word, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...`a-'"\\$\`()!#&;|<>*?~{}[] =%`),
          maxLength: 12,
        }),
        value => {
          expect(wordsOf(shell`printf '%s\n' ${value} end`)).toEqual([
            value,
            'end',
          ]);
        },
      ),
      { numRuns: 50 },
    );
  });
});
