import { useId, useMemo, useState } from 'react';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { SplitBy } from '../components/compare/SplitBy';
import { WhyNoData } from '../components/diagnosis/WhyNoData';
import { formatDuration } from '../format/formatTime';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { besideEarlier } from './besideEarlier';
import { ChartTable } from './ChartTable';
import { useEarlier } from './EarlierContext';
import { PanelChart } from './PanelChart';
import { toChartData } from './toChartData';

const useStyles = makeStyles(
  theme => ({
    card: { padding: theme.spacing(1.5, 2), minWidth: 0 },
    head: {
      display: 'flex',
      alignItems: 'baseline',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1),
    },
    title: { flex: 1, minWidth: 0 },
    nothing: {
      minHeight: 120,
      display: 'flex',
      flexDirection: 'column',
      justifyContent: 'center',
      textAlign: 'center',
      padding: theme.spacing(2),
    },
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
  const { title } = panel;
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
      <div className={classes.head}>
        <Typography
          id={headingId}
          variant="subtitle1"
          component="h4"
          className={classes.title}
        >
          {title}
        </Typography>
        {panel.tags && panel.tags.length > 0 && (
          <SplitBy panel={panel} tags={panel.tags} />
        )}
        {hasData && (
          <Button
            size="small"
            onClick={() => setAsTable(!asTable)}
            aria-label={
              asTable
                ? t('charts.showChartOf', { title })
                : t('charts.showTableOf', { title })
            }
          >
            {asTable ? t('charts.showChart') : t('charts.showTable')}
          </Button>
        )}
        {panel.queries.length > 0 && (
          <Button
            size="small"
            onClick={() => setShowsQueries(!showsQueries)}
            aria-expanded={showsQueries}
            aria-controls={queriesId}
            aria-label={t('charts.showQueriesOf', { title })}
          >
            {t('charts.showQueries')}
          </Button>
        )}
      </div>
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
      {!hasData && (
        <div className={classes.nothing}>
          <Typography variant="body1">
            {panel.status === 'failed' ? t('charts.failed') : t('charts.empty')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {panel.message ??
              (panel.status === 'empty' ? t('charts.emptyReason') : undefined)}
          </Typography>
          <WhyNoData />
        </div>
      )}
      {hasData && asTable && (
        <ChartTable
          title={title}
          unit={panel.unit}
          series={table.series}
          data={table.data}
        />
      )}
      {hasData && !asTable && (
        <PanelChart panel={panel} data={data} earlier={earlier} />
      )}
      {notes.length > 0 && (
        <Typography variant="caption" color="textSecondary" display="block">
          {notes.join(' ')}
        </Typography>
      )}
    </Card>
  );
}
