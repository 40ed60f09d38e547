import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { PanelCard } from './PanelCard';

const order: Panel['group'][] = [
  'traffic',
  'errors',
  'latency',
  'nodes',
  'custom',
];

const useStyles = makeStyles(
  theme => ({
    group: { marginTop: theme.spacing(2) },
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
      {order
        .map(group => ({
          group,
          members: panels.filter(panel => panel.group === group),
        }))
        .filter(({ members }) => members.length > 0)
        .map(({ group, members }) => (
          <div key={group} className={classes.group}>
            <Typography variant="h6" component="h3">
              {t(`charts.${group}`)}
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
