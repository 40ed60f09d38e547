import { lazy, Suspense, useId, useMemo, useRef, useState } from 'react';
import Card from '@material-ui/core/Card';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { formatDuration } from '../format/formatTime';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { besideEarlier } from './besideEarlier';
import { useEarlier } from './EarlierContext';
import { PanelChart } from './PanelChart';
import { PanelHead } from './PanelHead';
import { PanelNothing } from './PanelNothing';
import { toChartData } from './toChartData';

const ChartTable = lazy(() =>
  import('./ChartTable').then(module => ({ default: module.ChartTable })),
);

const TABLE_HEIGHT = 320;

const useStyles = makeStyles(
  theme => ({
    card: { padding: theme.spacing(1.5, 2), minWidth: 0 },
    query: {
      display: 'flex',
      alignItems: 'flex-start',
      fontFamily: 'monospace',
      fontSize: 12,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'MlMonitoringPanel' },
);

export interface PanelCardProps {
  panel: Panel;
  range: Range;
}

/** One question and its answer over time: drawn, in numbers, and as it was asked. */
export function PanelCard({ panel, range }: PanelCardProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const headingId = useId();
  const queriesId = useId();
  const [asTable, setAsTable] = useState(false);
  const [showsQueries, setShowsQueries] = useState(false);
  const hasFocus = useRef(false);
  const data = useMemo(
    () => toChartData(panel.series, range),
    [panel.series, range],
  );
  const earlier = useEarlier(panel, data);
  const table = useMemo(
    () =>
      besideEarlier(panel.series, data, earlier, name =>
        t('compare.earlier.column', { name, earlier: earlier?.words ?? '' }),
      ),
    [panel.series, data, earlier, t],
  );
  const hasData = panel.status === 'ok';
  const notes = [
    panel.description,
    panel.windowSeconds !== undefined &&
      t('charts.window', { window: formatDuration(panel.windowSeconds) }),
  ].filter(Boolean);

  return (
    <Card
      variant="outlined"
      className={classes.card}
      component="section"
      aria-labelledby={headingId}
    >
      <PanelHead
        panel={panel}
        range={range}
        table={table}
        headingId={headingId}
        asTable={asTable}
        onTable={setAsTable}
        queriesId={queriesId}
        showsQueries={showsQueries}
        onQueries={setShowsQueries}
      />
      <div id={queriesId}>
        <Collapse in={showsQueries} unmountOnExit>
          {panel.queries.map(query => (
            <div key={query} className={classes.query}>
              <code>{query}</code>
              <CopyTextButton
                variant="tertiary"
                text={query}
                aria-label={t('charts.copyQuery')}
              />
            </div>
          ))}
        </Collapse>
      </div>
      {!hasData && <PanelNothing panel={panel} takesFocus={hasFocus.current} />}
      {hasData && asTable && (
        <Suspense fallback={<div style={{ minHeight: TABLE_HEIGHT }} />}>
          <ChartTable
            panel={panel}
            series={table.series}
            data={table.data}
            height={TABLE_HEIGHT}
          />
        </Suspense>
      )}
      {hasData && !asTable && (
        <div
          onFocus={() => {
            hasFocus.current = true;
          }}
          onBlur={() => {
            hasFocus.current = false;
          }}
        >
          <PanelChart panel={panel} data={data} earlier={earlier} />
        </div>
      )}
      {notes.length > 0 && (
        <Typography variant="caption" color="textSecondary" display="block">
          {notes.join(' ')}
        </Typography>
      )}
    </Card>
  );
}
