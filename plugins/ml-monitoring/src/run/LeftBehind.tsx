import Button from '@material-ui/core/Button';
import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  modelEntityName,
  type ObjectResult,
} from 'backstage-plugin-ml-monitoring-common';
import { Link } from '@backstage/core-components';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { Notice } from '../components/states/Notice';
import { useTexts } from '../fields/texts';
import { reasonOf } from '../fields/useAnswer';
import { ConfirmRemoval } from './ConfirmRemoval';
import type { EndedRun } from './endedRun';

/** Longer than the backend waits until everything is gone. */
const TIMEOUT_MS = 120_000;

type Removal =
  | { status: 'offered' | 'confirming' | 'removing' }
  | { status: 'removed'; objects: ObjectResult[]; warnings: string[] }
  | { status: 'failed'; message: string };

/** Says that a model may be there, in part or whole, and offers to remove it. */
export function LeftBehind({ run: { end, ref } }: { run: EndedRun }) {
  const t = useTexts();
  const api = useApi(mlMonitoringApiRef);
  const [removal, setRemoval] = useState<Removal>({ status: 'offered' });
  const { name } = ref;

  const remove = () => {
    setRemoval({ status: 'removing' });
    api.deleteModel(ref, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
      ({ objects, warnings }) =>
        setRemoval({ status: 'removed', objects, warnings }),
      error => setRemoval({ status: 'failed', message: reasonOf(error) }),
    );
  };

  if (removal.status === 'removed') {
    return (
      <Notice kind="info" title={t('form.run.removedTitle')}>
        {removal.objects.length === 0
          ? t('form.run.removedNothing')
          : removal.objects
              .map(object => `${object.kind} ${object.name}`)
              .join(', ')}
        {removal.warnings.map(warning => (
          <div key={warning}>{warning}</div>
        ))}
      </Notice>
    );
  }
  return (
    <>
      <Notice
        kind="warning"
        title={t('form.run.leftTitle')}
        action={
          <Button
            variant="outlined"
            size="small"
            disabled={removal.status === 'removing'}
            onClick={() => setRemoval({ status: 'confirming' })}
          >
            {removal.status === 'removing'
              ? t('form.run.removing')
              : t('form.run.remove', { name })}
          </Button>
        }
      >
        {t(end === 'stopped' ? 'form.run.leftStopped' : 'form.run.leftFailed', {
          name,
        })}{' '}
        <Link to={`/catalog/default/component/${modelEntityName(ref)}`}>
          {t('form.run.openModel')}
        </Link>
      </Notice>
      {removal.status === 'failed' && (
        <Notice kind="error" title={t('form.run.removeFailed')}>
          {removal.message}
        </Notice>
      )}
      <ConfirmRemoval
        model={ref}
        open={removal.status === 'confirming'}
        onYes={remove}
        onNo={() => setRemoval({ status: 'offered' })}
      />
    </>
  );
}
