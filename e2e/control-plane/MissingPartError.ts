/** Something the machine lacks, so that a part of the conformance run cannot take place. */
export class MissingPartError extends Error {
  override readonly name = 'MissingPartError';
}
