import {
  translationApiRef,
  useTranslationRef,
  type ApiHolder,
  type TranslationFunction,
  type TranslationSnapshot,
} from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../translations/ref';

/** Puts a key of our texts into the reader's language. */
export type Texts = TranslationFunction<typeof mlMonitoringTranslationRef.T>;

export function useTexts(): Texts {
  return useTranslationRef(mlMonitoringTranslationRef).t;
}

/** The same where there is no component, as in a validation. */
export async function textsOf(
  apiHolder: Pick<ApiHolder, 'get'>,
): Promise<Texts> {
  const api = apiHolder.get(translationApiRef)!;
  type Snapshot = TranslationSnapshot<typeof mlMonitoringTranslationRef.T>;
  const now: Snapshot = api.getTranslation(mlMonitoringTranslationRef);
  if (now.ready) {
    return now.t;
  }
  return new Promise(resolve => {
    const subscription = api
      .translation$(mlMonitoringTranslationRef)
      .subscribe((snapshot: Snapshot) => {
        if (snapshot.ready) {
          subscription.unsubscribe();
          resolve(snapshot.t);
        }
      });
  });
}
