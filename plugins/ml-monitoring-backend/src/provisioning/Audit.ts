import type {
  AuditorService,
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import type { Request } from 'express';

/** Who asks, and until when they wait. */
export interface Caller {
  credentials: BackstageCredentials;
  request: Request;
  signal?: AbortSignal;
}

/** Writes down who did what to which model, with what outcome. Never what was sent. */
export class Audit {
  constructor(private readonly auditor: AuditorService) {}

  /** @param action - may note more for the record; what it throws is recorded as the failure */
  async record<T>(
    eventId: string,
    model: ModelRef,
    { credentials, request }: Caller,
    action: (note: (meta: JsonObject) => void) => Promise<T>,
  ): Promise<T> {
    const event = await this.auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
      meta: { who: whoIs(credentials), model: { ...model } },
    });
    let noted: JsonObject = {};
    try {
      const answer = await action(meta => {
        noted = { ...noted, ...meta };
      });
      await event.success({ meta: noted });
      return answer;
    } catch (error) {
      await event.fail({ error: error as Error, meta: noted });
      throw error;
    }
  }
}

function whoIs({ principal }: BackstageCredentials): string {
  const known = principal as
    Partial<BackstageUserPrincipal> | Partial<BackstageServicePrincipal>;
  if (known.type === 'user' && 'userEntityRef' in known) {
    return known.userEntityRef ?? 'unknown';
  }
  return known.type === 'service' && 'subject' in known
    ? (known.subject ?? 'unknown')
    : 'unknown';
}
