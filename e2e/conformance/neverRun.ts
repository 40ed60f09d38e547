interface Part {
  part: string;
  reason: string;
}

/** What would belong to the conformance run and that no check looks at. `docs/conformance.md` says the same. */
export const neverRun: readonly Part[] = [
  {
    part: 'The executor',
    reason:
      'the registry of Go modules refuses every version of github.com/seldonio/seldon-core/executor (403), and no other registry has it',
  },
];

/** What is left out where a machine lacks more than Go. `docs/conformance.md` says the same. */
export const leftOutWithout = {
  postgres: {
    part: 'Replicas on PostgreSQL',
    reason:
      'left out where PostgreSQL is not on the machine and apt may not install it, which takes Debian or its kin and root',
  },
  python: {
    part: 'The Python wrapper',
    reason:
      'left out where Python 3.9, 3.10 or 3.11 with venv is not on the machine and apt may not install it or has another; or where PyPI has not what is pinned',
  },
} satisfies Record<string, Part>;
