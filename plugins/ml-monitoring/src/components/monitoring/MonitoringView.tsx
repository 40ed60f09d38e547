import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { MlMonitoringQueries } from '../../queries/MlMonitoringQueries';
import type { ModelPromise } from '../../queries/useModel';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { chooseModel, modelKey } from '../../url/modelChoice';
import { PinnedModelContext } from '../../url/permalink';
import { useMonitoringState } from '../../url/useMonitoringState';
import { CopyLink } from '../CopyLink';
import { EarlierControl } from '../compare/EarlierControl';
import { AnnotationNotice } from './AnnotationNotice';
import { ModelMonitoring } from './ModelMonitoring';
import { ModelPicker } from './ModelPicker';
import { RangePicker } from './RangePicker';
import { RefreshControl } from './RefreshControl';

const useStyles = makeStyles(
  theme => ({
    toolbar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(2),
    },
    fill: { flex: '1 1 240px', minWidth: 0 },
    controls: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
    },
  }),
  { name: 'MlMonitoringView' },
);

export interface MonitoringViewProps {
  refs: ModelRef[];
  /** What could not be understood of the annotations. */
  problems?: string[];
  promise?: ModelPromise;
  links?: { title: string; url: string }[];
}

const NO_PROMISE: ModelPromise = {};

/** Everything about one of the given models; which one, and which minutes, stands in the address. */
export function MonitoringView(props: MonitoringViewProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const state = useMonitoringState();
  const model = chooseModel(props.refs, state.params);
  return (
    <MlMonitoringQueries>
      <AnnotationNotice
        problems={props.problems ?? []}
        namesNone={props.refs.length === 0}
      />
      {model && (
        <PinnedModelContext.Provider
          value={props.refs.length > 1 ? modelKey(model) : undefined}
        >
          <Paper className={classes.toolbar}>
            <div className={classes.fill}>
              <ModelPicker
                refs={props.refs}
                chosen={model}
                onChoose={state.setModel}
              />
            </div>
            <div className={classes.controls}>
              <RangePicker
                range={state.range}
                problem={state.rangeProblem}
                onChange={state.setRange}
              />
              <EarlierControl />
              <RefreshControl
                refresh={state.refresh}
                onChange={state.setRefresh}
              />
              <CopyLink label={t('permalink.copy')} />
            </div>
          </Paper>
          <ModelMonitoring
            key={stringifyModelRef(model)}
            model={model}
            range={state.range}
            refresh={state.refresh}
            onRange={state.setRange}
            promise={props.promise ?? NO_PROMISE}
            links={props.links ?? []}
          />
        </PinnedModelContext.Provider>
      )}
    </MlMonitoringQueries>
  );
}
