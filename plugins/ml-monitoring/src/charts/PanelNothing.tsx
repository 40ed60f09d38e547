import { useEffect, useRef } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { WhyNoData } from '../components/diagnosis/WhyNoData';
import { useRangeText } from '../components/monitoring/useRangeText';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { useChartPage } from './ChartPageContext';

const useStyles = makeStyles(
  theme => ({
    nothing: {
      minHeight: 120,
      display: 'flex',
      flexDirection: 'column',
      justifyContent: 'center',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      textAlign: 'center',
      padding: theme.spacing(2),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'MlMonitoringNothing' },
);

export interface PanelNothingProps {
  panel: Panel;
  /** The chart that stood here had it: whoever came here by keyboard is not to start again at the top of the page. */
  takesFocus: boolean;
}

/** Why there is no chart, and what to do. */
export function PanelNothing({ panel, takesFocus }: PanelNothingProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const rangeText = useRangeText();
  const { steps, retry } = useChartPage();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) {
      element.current?.focus();
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const { status, title } = panel;
  return (
    <div ref={element} className={classes.nothing} tabIndex={-1}>
      <Typography variant="body1">
        {status === 'failed' ? t('charts.failed') : t('charts.empty')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {panel.message ??
          (status === 'empty' ? t('charts.emptyReason') : undefined)}
      </Typography>
      {status === 'failed' && (
        <Button
          size="small"
          variant="outlined"
          onClick={retry}
          aria-label={t('charts.retryOf', { title })}
        >
          {t('charts.retry')}
        </Button>
      )}
      {status === 'empty' && steps.back && (
        <Button size="small" variant="outlined" onClick={steps.back.go}>
          {t('charts.back', { range: rangeText(steps.back.to) })}
        </Button>
      )}
      <WhyNoData />
    </div>
  );
}
