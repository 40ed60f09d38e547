import { mockApis } from '@backstage/frontend-test-utils';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { Texts } from '../fields/texts';

const snapshot = mockApis
  .translation()
  .getTranslation(mlMonitoringTranslationRef);

/** Our texts as they are written. */
export const english: Texts = snapshot.ready
  ? (snapshot.t as Texts)
  : (undefined as never);
