import Button from '@material-ui/core/Button';
import BackIcon from '@material-ui/icons/Undo';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useChartPage } from '../../charts/ChartPageContext';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useRangeText } from './useRangeText';

const useStyles = makeStyles(
  { button: { textTransform: 'none' } },
  { name: 'MlMonitoringBackToRange' },
);

/** To the minutes that were shown before, where there were such. */
export function BackToRange() {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const rangeText = useRangeText();
  const { back } = useChartPage().steps;
  return back ? (
    <Button
      size="small"
      className={classes.button}
      startIcon={<BackIcon />}
      onClick={back.go}
    >
      {t('charts.back', { range: rangeText(back.to) })}
    </Button>
  ) : null;
}
