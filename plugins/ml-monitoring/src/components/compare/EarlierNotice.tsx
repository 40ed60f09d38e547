import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ModelRef, Range } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { failureOf } from '../../queries/failure';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { earlierSeconds, type Earlier } from '../../url/chartChoice';
import { useChartChoice } from '../../url/useChartChoice';
import { Notice } from '../states/Notice';
import { useFailureText } from '../states/useFailureText';
import { earlierState } from './earlierState';
import { useEarlierAnswer } from './useEarlierAnswer';

export interface EarlierNoticeProps {
  model: ModelRef;
  /** What is shown of now. */
  range: Range;
}

/** Which earlier minutes the dashed lines are of, or why there are none. */
export function EarlierNotice(props: EarlierNoticeProps) {
  const { compare } = useChartChoice().choice;
  return compare ? <Compared {...props} compare={compare} /> : null;
}

function Compared(props: EarlierNoticeProps & { compare: Earlier }) {
  const { model, range, compare } = props;
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const failureText = useFailureText();
  const { asked } = useEarlierAnswer(model, range);
  const earlier = t(`compare.earlier.${compare}`);
  if (asked.error && !asked.data) {
    const { title, detail } = failureText(failureOf(asked.error));
    return (
      <Notice
        kind="warning"
        title={t('compare.earlier.failed', { earlier })}
        action={
          <Button
            variant="outlined"
            size="small"
            onClick={() => asked.refetch()}
          >
            {t('failure.retry')}
          </Button>
        }
      >
        {`${title}. ${detail}`}
      </Notice>
    );
  }
  return (
    <Typography variant="body2" role="status" paragraph>
      {asked.data ? told() : t('compare.earlier.loading', { earlier })}
    </Typography>
  );

  function told() {
    const shiftSeconds = earlierSeconds[compare];
    const then = {
      ...range,
      startSeconds: range.startSeconds - shiftSeconds,
      endSeconds: range.endSeconds - shiftSeconds,
    };
    const state = earlierState(asked.data!, then, shiftSeconds);
    switch (state.kind) {
      case 'nothing':
        return t('compare.earlier.nothingThen', { earlier });
      case 'not-kept':
        return t('compare.earlier.notKept', {
          earlier,
          from: instant(state.fromSeconds),
        });
      default:
        return [
          t('compare.earlier.shown', {
            earlier,
            from: instant(then.startSeconds),
            to: instant(then.endSeconds),
          }),
          state.keptFromSeconds !== undefined &&
            t('compare.earlier.partly', {
              from: instant(state.keptFromSeconds),
            }),
          state.clockMinutes !== 0 &&
            t('compare.earlier.clocks', {
              minutes: String(Math.abs(state.clockMinutes)),
            }),
        ]
          .filter(Boolean)
          .join(' ');
    }
  }
}

const instant = (seconds: number) => formatInstant(new Date(seconds * 1000));
