import type { WrittenMetadata } from '../objects';

/** Somebody's last write to the spec of an object, as the API server keeps the books. */
export interface SpecWrite {
  /** The field manager. */
  by?: string;
  at: Date;
  /** Members of the spec. Empty: all of it. */
  fields: readonly string[];
}

/** The newest first, of each writer only the last. A status is written by controllers, through a way of its own. */
export function specWrites(
  { managedFields }: Pick<WrittenMetadata, 'managedFields'>,
  subresource?: 'scale',
): SpecWrite[] {
  return managedFields
    .filter(write => write.subresource === subresource)
    .flatMap(({ manager, time, specFields }) =>
      time && specFields
        ? [
            {
              ...(manager && { by: manager }),
              at: new Date(time),
              fields: specFields,
            },
          ]
        : [],
    )
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** When somebody last changed what the object asks for. */
export function specWrittenAt(
  metadata: Pick<WrittenMetadata, 'managedFields'>,
): Date | undefined {
  return specWrites(metadata)[0]?.at;
}
