import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { useLasting } from '../hooks/useLasting';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { useChartPage } from './ChartPageContext';
import { PanelCard } from './PanelCard';

/** What stands together under one heading, in reading order. */
const groups = {
  service: ['traffic', 'errors', 'latency'],
  nodes: ['nodes'],
  resources: ['resources'],
  quality: ['quality'],
  custom: ['custom'],
} as const satisfies Record<string, Panel['group'][]>;

export type ChartSection = keyof typeof groups;

export const chartSections = Object.keys(groups) as ChartSection[];

/** The panels of a section, in reading order. */
export function panelsIn(
  section: ChartSection,
  panels: readonly Panel[],
): Panel[] {
  return groups[section].flatMap(group =>
    panels.filter(panel => panel.group === group),
  );
}

/** Sooner, a sign of loading would only flicker. */
const SLOW_MS = 1000;

const useStyles = makeStyles(
  theme => ({
    section: { marginTop: theme.spacing(2) },
    grid: { position: 'relative' },
    // Between heading and charts, where nothing has to move for it.
    loading: { position: 'absolute', top: -4, left: 0, right: 0 },
    behind: { opacity: 0.55 },
    panels: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 420px), 1fr))',
      gap: theme.spacing(2),
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'MlMonitoringCharts' },
);

export interface ChartGroupsProps {
  /** Which of the panels. */
  section: ChartSection;
  panels: Panel[];
  range: Range;
}

/** The panels about one thing. */
export function ChartGroups({ section, panels, range }: ChartGroupsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const members = panelsIn(section, panels);
  return members.length === 0 ? null : (
    <div className={classes.section}>
      <Typography variant="h6" component="h3">
        {t(`charts.${section}`)}
      </Typography>
      <PanelGrid panels={members} range={range} />
    </div>
  );
}

/** Panels side by side, as many as fit. */
export function PanelGrid(props: { panels: readonly Panel[]; range: Range }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const isSlow = useLasting(useChartPage().isBehind, SLOW_MS);
  return (
    <div className={classes.grid} aria-busy={isSlow}>
      {isSlow && (
        <LinearProgress
          className={classes.loading}
          aria-label={t('charts.slow')}
        />
      )}
      <div
        className={
          isSlow ? `${classes.panels} ${classes.behind}` : classes.panels
        }
      >
        {props.panels.map(panel => (
          <PanelCard key={panel.id} panel={panel} range={props.range} />
        ))}
      </div>
    </div>
  );
}
