import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import {
  scaffolderApiRef,
  type ScaffolderDryRunResponse,
} from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { failureOf } from '../../queries/failure';
import { reasonOf, useAnswer } from '../useAnswer';
import { templateUpTo } from './tryOut';

/** Renders a whole plan, so it is slower than a picker; the backend gives up first. */
const TIMEOUT_MS = 60_000;

export type Trial =
  | { status: 'loading' }
  | { status: 'done'; result: ScaffolderDryRunResponse }
  /** The values are at fault: another try would end the same. */
  | { status: 'refused'; message: string }
  | { status: 'failed'; message: string }
  /** It cannot be tried from here, which says nothing about the run. */
  | {
      status: 'impossible';
      because: 'no-template' | 'no-step' | 'not-allowed';
    };

/** Has the scaffolder try the template out with the values of the form, up to the first step of an action. Once on arrival, and when asked to again. */
export function useTrial(options: {
  action: string;
  input?: Record<string, boolean>;
  values: JsonObject;
  /** Tries again when it changes. */
  key?: string;
}): { trial: Trial; again: () => void } {
  const catalog = useApi(catalogApiRef);
  const scaffolder = useApi(scaffolderApiRef);
  const { namespace = 'default', templateName } = useParams();
  const [attempt, setAttempt] = useState(1);

  async function tryOut(signal: AbortSignal): Promise<Trial> {
    if (!templateName) {
      return { status: 'impossible', because: 'no-template' };
    }
    const name = stringifyEntityRef({
      kind: 'Template',
      namespace,
      name: templateName,
    });
    const entity = await catalog.getEntityByRef(name);
    if (!entity) {
      return { status: 'impossible', because: 'no-template' };
    }
    const template = templateUpTo(
      entity as TemplateEntityV1beta3,
      options.action,
      options.input,
    );
    if (!template || !scaffolder.dryRun) {
      return { status: 'impossible', because: 'no-step' };
    }
    try {
      const result = await withDeadline(
        scaffolder.dryRun({
          template,
          values: options.values,
          directoryContents: [],
        }),
        signal,
      );
      return { status: 'done', result };
    } catch (error) {
      return trialFailure(error);
    }
  }

  const answer = useAnswer(`${attempt} ${options.key ?? ''}`, (_, { signal }) =>
    tryOut(signal),
  );
  return {
    trial: trialOf(answer),
    again: () => setAttempt(number => number + 1),
  };
}

function trialOf(answer: ReturnType<typeof useAnswer<Trial>>): Trial {
  switch (answer.status) {
    case 'loaded':
      return answer.data;
    case 'loading':
      return { status: 'loading' };
    case 'forbidden':
    case 'failed':
    default:
      return { status: 'failed', message: answer.message };
  }
}

function trialFailure(error: unknown): Trial {
  const failure = failureOf(error);
  // Only the scaffolder's own refusal comes without a word; one of a step says what may not be done.
  if (failure.kind === 'forbidden' && !failure.message) {
    return { status: 'impossible', because: 'not-allowed' };
  }
  const status = ['forbidden', 'rejected', 'not-found'].includes(failure.kind)
    ? 'refused'
    : 'failed';
  return { status, message: reasonOf(error) };
}

/** The scaffolder's client cannot be told to give up. */
function withDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const end = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return new Promise((resolve, reject) => {
    end.addEventListener('abort', () => reject(end.reason), { once: true });
    work.then(resolve, reject);
  });
}
