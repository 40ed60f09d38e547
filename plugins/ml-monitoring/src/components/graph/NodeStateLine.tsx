import { makeStyles, type Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import NoneIcon from '@material-ui/icons/Error';
import PartIcon from '@material-ui/icons/Warning';
import ReadyIcon from '@material-ui/icons/CheckCircle';
import UnknownIcon from '@material-ui/icons/Help';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { NodeState } from './nodeFacts';

type Look = 'ready' | 'part' | 'none' | 'unknown';

const icons = {
  ready: ReadyIcon,
  part: PartIcon,
  none: NoneIcon,
  unknown: UnknownIcon,
};

const colors: Record<Look, (status: Theme['palette']['status']) => string> = {
  ready: status => status.ok,
  part: status => status.warning,
  none: status => status.error,
  unknown: status => status.aborted,
};

const useStyles = makeStyles<Theme, { look: Look }>(
  theme => ({
    line: { display: 'flex', gap: theme.spacing(0.5) },
    icon: {
      fontSize: '1.1rem',
      flex: 'none',
      color: ({ look }) => colors[look](theme.palette.status),
    },
  }),
  { name: 'MlMonitoringNodeState' },
);

function lookOf(state: NodeState): Look {
  if (state.kind !== 'containers') {
    return state.kind === 'built-in' ? 'ready' : 'unknown';
  }
  if (state.ready === state.total) {
    return 'ready';
  }
  return state.ready === 0 ? 'none' : 'part';
}

/** In how many pods a node is ready, and why not in all. */
export function NodeStateLine({ state }: { state: NodeState }) {
  const look = lookOf(state);
  const classes = useStyles({ look });
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const Icon = icons[look];
  return (
    <Typography variant="body2" component="div" className={classes.line}>
      <Icon className={classes.icon} aria-hidden />
      <span>{textOf()}</span>
    </Typography>
  );

  function textOf() {
    switch (state.kind) {
      case 'built-in':
        return t('graph.builtIn');
      case 'no-pods':
        return t('graph.noPods');
      case 'not-seen':
        return t('graph.notSeen');
      default: {
        const total = String(state.total);
        const ready =
          state.ready === 0
            ? t('graph.notReady', { total })
            : t('graph.ready', { ready: String(state.ready), total });
        return [
          state.reason ? `${ready}: ${state.reason}` : ready,
          state.restarts > 0 &&
            t('graph.restarts', { number: String(state.restarts) }),
        ]
          .filter(Boolean)
          .join(', ');
      }
    }
  }
}
