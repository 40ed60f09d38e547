import { useId } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  GraphNode,
  MetricsAnswer,
  ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { visuallyHidden } from '../styles';
import { NodeCard } from './NodeCard';
import { nodeNumbers, nodeState } from './nodeFacts';

const STEM = 16;

const useStyles = makeStyles(
  theme => {
    const line = `2px solid ${theme.palette.text.disabled}`;
    const branch = {
      content: '""',
      position: 'absolute',
      left: 0,
      borderLeft: line,
    } as const;
    return {
      graph: { marginBottom: theme.spacing(2) },
      scroll: {
        overflowX: 'auto',
        padding: theme.spacing(1, 0),
        '&:focus-visible': {
          outline: `2px solid ${theme.palette.primary.main}`,
        },
      },
      root: { margin: 0, padding: 0, listStyle: 'none' },
      node: { display: 'flex', alignItems: 'center' },
      // From the node to the line that its children hang on.
      children: {
        position: 'relative',
        margin: 0,
        padding: 0,
        paddingLeft: STEM,
        listStyle: 'none',
        '&::before': {
          content: '""',
          position: 'absolute',
          left: 0,
          top: '50%',
          width: STEM,
          borderTop: line,
        },
      },
      child: {
        position: 'relative',
        paddingLeft: STEM,
        paddingTop: theme.spacing(0.5),
        paddingBottom: theme.spacing(0.5),
        '&::before': {
          content: '""',
          position: 'absolute',
          left: 0,
          top: '50%',
          width: STEM,
          borderTop: line,
        },
        '&::after': { ...branch, top: 0, bottom: 0 },
        '&:first-child::after': { ...branch, top: '50%', bottom: 0 },
        '&:last-child::after': { ...branch, top: 0, bottom: '50%' },
        '&:only-child::after': { display: 'none' },
      },
      // Side by side there is no room for more than a few: below each other instead.
      [theme.breakpoints.down('sm')]: {
        node: { display: 'block' },
        children: { '&::before': { display: 'none' } },
        child: {
          '&::before': { top: 28 },
          '&:first-child::after': { ...branch, top: 0, bottom: 0 },
          '&:last-child::after': {
            ...branch,
            top: 0,
            bottom: 'auto',
            height: 28,
          },
          '&:only-child::after': { display: 'block' },
        },
      },
      spoken: visuallyHidden,
    };
  },
  { name: 'MlMonitoringGraph' },
);

export interface InferenceGraphProps {
  predictor: ModelDetail['predictors'][number];
  named: boolean;
  pods: ModelDetail['pods'];
  /** `undefined`: not there yet, or they could not be read. */
  metrics: Pick<MetricsAnswer, 'panels' | 'range'> | undefined;
}

/** The graph of a predictor as a list of lists, drawn from left to right. */
export function InferenceGraph(props: InferenceGraphProps) {
  const { predictor, named, pods, metrics } = props;
  const { name, shadow, routedPercent, traffic, graph } = predictor;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const headingId = useId();
  const percent = routedPercent ?? traffic;
  const share =
    percent === undefined
      ? undefined
      : t('graph.share', { percent: `${percent} %` });
  return (
    <section className={classes.graph} aria-labelledby={headingId}>
      <Typography id={headingId} variant="subtitle1" component="h3">
        {t('graph.predictor', { name })}
        {named && (
          <Typography variant="body2" component="span" color="textSecondary">
            {' '}
            {shadow ? t('graph.shadow') : share}
          </Typography>
        )}
      </Typography>
      <div
        className={classes.scroll}
        role="region"
        aria-labelledby={headingId}
        // Focusable, so that the keyboard can scroll it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <ul className={classes.root} aria-labelledby={headingId}>
          <Node
            node={graph}
            className=""
            predictor={name}
            pods={pods}
            metrics={metrics}
          />
        </ul>
      </div>
    </section>
  );
}

interface NodeProps {
  node: GraphNode;
  className: string;
  predictor: string;
  pods: ModelDetail['pods'];
  metrics: InferenceGraphProps['metrics'];
}

function Node({ node, className, ...shared }: NodeProps) {
  const { predictor, pods, metrics } = shared;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const role =
    node.type === 'ROUTER' ||
    node.type === 'COMBINER' ||
    node.type === 'TRANSFORMER' ||
    node.type === 'OUTPUT_TRANSFORMER'
      ? node.type
      : 'other';
  return (
    <li className={className}>
      <div className={classes.node}>
        <NodeCard
          node={node}
          state={nodeState(node, predictor, pods)}
          numbers={metrics ? nodeNumbers(metrics, predictor, node.name) : []}
        />
        {node.children.length > 0 && (
          <>
            <span className={classes.spoken}>{t(`graph.roles.${role}`)}</span>
            <ul className={classes.children}>
              {node.children.map(child => (
                <Node
                  key={child.name}
                  node={child}
                  className={classes.child}
                  {...shared}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </li>
  );
}
