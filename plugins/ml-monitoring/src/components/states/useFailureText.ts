import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { modelReadPermission } from 'backstage-plugin-ml-monitoring-common';
import type { Failure } from '../../queries/failure';
import { mlMonitoringTranslationRef } from '../../translations/ref';

/** Puts a failure into words: what it is, and what it means or what to do. */
export function useFailureText(): (failure: Failure) => {
  title: string;
  detail: string;
} {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const permission = modelReadPermission.name;
  return failure => {
    switch (failure.kind) {
      case 'forbidden':
        return {
          title: t('failure.forbiddenTitle'),
          detail: t('failure.forbidden', { permission }),
        };
      case 'not-found':
        return {
          title: t('failure.notFoundTitle'),
          detail: [failure.message, t('failure.notFound', { permission })]
            .filter(Boolean)
            .join(' '),
        };
      case 'sign-in':
        return {
          title: t('failure.signInTitle'),
          detail: t('failure.signIn'),
        };
      case 'unreachable':
        return {
          title: t('failure.unreachableTitle'),
          detail: t('failure.unreachable'),
        };
      case 'timeout':
        return {
          title: t('failure.timeoutTitle'),
          detail: t('failure.timeout'),
        };
      case 'rejected':
      case 'unavailable':
      case 'malformed':
      case 'unexpected':
      default:
        return {
          title: t(`failure.${failure.kind}Title`),
          detail: failure.message,
        };
    }
  };
}
