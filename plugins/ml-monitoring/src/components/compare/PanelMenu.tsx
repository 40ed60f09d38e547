import { lazy, Suspense, useState } from 'react';
import Button from '@material-ui/core/Button';
import Popover from '@material-ui/core/Popover';
import TuneIcon from '@material-ui/icons/Tune';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useChartChoice } from '../../url/useChartChoice';
import { Loading } from '../states/Loading';
import { chosenPanels } from './chosenPanels';

const PanelList = lazy(() =>
  import('./PanelList').then(module => ({ default: module.PanelList })),
);

/** Which of the charts are shown. */
export function PanelMenu({ panels }: { panels: readonly Panel[] }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { choice } = useChartChoice();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const shown = chosenPanels(panels, choice.panels).length;
  return (
    <>
      <Button
        size="small"
        style={{ textTransform: 'none' }}
        startIcon={<TuneIcon />}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {shown === panels.length
          ? t('compare.panels.button')
          : t('compare.panels.some', {
              shown: String(shown),
              all: String(panels.length),
            })}
      </Button>
      <Popover
        open={anchor !== undefined}
        anchorEl={anchor}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        onClose={() => setAnchor(undefined)}
        PaperProps={{ role: 'dialog', 'aria-label': t('compare.panels.title') }}
      >
        <Suspense
          fallback={
            <Loading label={t('compare.panels.title')} minHeight={120} />
          }
        >
          <PanelList panels={panels} />
        </Suspense>
      </Popover>
    </>
  );
}
