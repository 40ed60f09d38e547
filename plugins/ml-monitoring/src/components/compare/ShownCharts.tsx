import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ChartGroups,
  panelsIn,
  type ChartGroupsProps,
} from '../../charts/ChartGroups';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useChartChoice } from '../../url/useChartChoice';
import { chosenPanels } from './chosenPanels';

/** The charts of a section that the reader chose to see. */
export function ShownCharts(props: ChartGroupsProps) {
  const { section, panels } = props;
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { choice } = useChartChoice();
  const shown = chosenPanels(panels, choice.panels);
  const areHidden =
    panelsIn(section, panels).length > 0 &&
    panelsIn(section, shown).length === 0;
  return areHidden ? (
    <Typography variant="body2">{t('compare.panels.hidden')}</Typography>
  ) : (
    <ChartGroups {...props} panels={shown} />
  );
}
