/** What would belong to the conformance run and that no check looks at. `docs/conformance.md` says the same. */
export const neverRun: readonly { part: string; reason: string }[] = [
  {
    part: 'The executor',
    reason:
      'the registry of Go modules refuses every version of github.com/seldonio/seldon-core/executor (403), and no other registry has it',
  },
];
