import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { PanelCard } from './PanelCard';

/** What stands together under one heading, in reading order. */
const sections = [
  { key: 'service', groups: ['traffic', 'errors', 'latency'] },
  { key: 'nodes', groups: ['nodes'] },
  { key: 'custom', groups: ['custom'] },
] as const satisfies { key: string; groups: Panel['group'][] }[];

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
  panels: Panel[];
  range: Range;
  onSelect(fromSeconds: number, toSeconds: number): void;
}

/** All panels, by what they are about. */
export function ChartGroups({ panels, range, onSelect }: ChartGroupsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <>
      {sections
        .map(({ key, groups }) => ({
          key,
          members: groups.flatMap(group =>
            panels.filter(panel => panel.group === group),
          ),
        }))
        .filter(({ members }) => members.length > 0)
        .map(({ key, members }) => (
          <div key={key} className={classes.section}>
            <Typography variant="h6" component="h3">
              {t(`charts.${key}`)}
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
        ))}
    </>
  );
}
