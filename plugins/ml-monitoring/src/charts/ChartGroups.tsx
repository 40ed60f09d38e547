import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { PanelCard } from './PanelCard';

/** What stands together under one heading, in reading order. */
const groups = {
  service: ['traffic', 'errors', 'latency'],
  nodes: ['nodes'],
  resources: ['resources'],
  custom: ['custom'],
} as const satisfies Record<string, Panel['group'][]>;

export type ChartSection = keyof typeof groups;

const useStyles = makeStyles(
  theme => ({
    section: { marginTop: theme.spacing(2) },
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
  onSelect(fromSeconds: number, toSeconds: number): void;
}

/** The panels about one thing. */
export function ChartGroups(props: ChartGroupsProps) {
  const { section, panels, range, onSelect } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const members = groups[section].flatMap(group =>
    panels.filter(panel => panel.group === group),
  );
  return members.length === 0 ? null : (
    <div className={classes.section}>
      <Typography variant="h6" component="h3">
        {t(`charts.${section}`)}
      </Typography>
      <div className={classes.panels}>
        {members.map(panel => (
          <PanelCard
            key={panel.id}
            panel={panel}
            range={range}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  );
}
