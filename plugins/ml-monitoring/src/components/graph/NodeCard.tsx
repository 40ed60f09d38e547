import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GraphNode } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { NodeStateLine } from './NodeStateLine';
import { measuredAt, type NodeNumber, type NodeState } from './nodeFacts';

const useStyles = makeStyles(
  theme => ({
    card: {
      flex: 'none',
      width: 244,
      maxWidth: '100%',
      padding: theme.spacing(1, 1.5),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.default,
      overflowWrap: 'anywhere',
    },
    facts: {
      ...theme.typography.caption,
      color: theme.palette.text.secondary,
    },
    numbers: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.25),
      margin: theme.spacing(0.5, 0, 0),
      '& dt': {
        ...theme.typography.caption,
        color: theme.palette.text.secondary,
      },
      '& dd': {
        ...theme.typography.body2,
        margin: 0,
        fontVariantNumeric: 'tabular-nums',
      },
    },
  }),
  { name: 'MlMonitoringNode' },
);

const types = [
  'MODEL',
  'ROUTER',
  'COMBINER',
  'TRANSFORMER',
  'OUTPUT_TRANSFORMER',
  'UNKNOWN_TYPE',
] as const;

const shortNames: Record<string, 'calls' | 'errors' | 'latency'> = {
  'node-requests': 'calls',
  'node-errors': 'errors',
  'node-latency': 'latency',
};

export interface NodeCardProps {
  node: GraphNode;
  state: NodeState;
  numbers: NodeNumber[];
}

/** A node: what it is, how it does, and what was measured of it last. */
export function NodeCard({ node, state, numbers }: NodeCardProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const known = types.find(type => type === node.type);
  const at = measuredAt(numbers);
  const facts = [
    node.implementation,
    node.image && `${t('graph.image')}: ${node.image}`,
    node.modelUri && `${t('graph.modelUri')}: ${node.modelUri}`,
  ].filter(Boolean);
  return (
    <div className={classes.card}>
      <Typography variant="subtitle2" component="div">
        {node.name}{' '}
        <Typography variant="caption" component="span" color="textSecondary">
          {known ? t(`graph.types.${known}`) : node.type}
        </Typography>
      </Typography>
      <NodeStateLine state={state} />
      {facts.map(fact => (
        <div key={fact} className={classes.facts}>
          {fact}
        </div>
      ))}
      {numbers.length > 0 && at === undefined && (
        <div className={classes.facts}>{t('graph.notMeasured')}</div>
      )}
      {at !== undefined && (
        <dl className={classes.numbers}>
          {numbers.map(({ panel, latest }) => (
            <div key={panel.id}>
              <dt>
                {shortNames[panel.id]
                  ? t(`graph.${shortNames[panel.id]}`)
                  : panel.title}
              </dt>
              <dd>
                {latest ? (
                  <data value={latest.value}>
                    {formatValue(latest.value, panel.unit, {
                      ceiling: panel.ceiling,
                    })}
                  </data>
                ) : (
                  t('graph.notMeasured')
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {at !== undefined && (
        <div className={classes.facts}>
          {t('graph.asOf', { time: formatInstant(new Date(at * 1000)) })}
        </div>
      )}
    </div>
  );
}
