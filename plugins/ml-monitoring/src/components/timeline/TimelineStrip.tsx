import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Alert } from 'backstage-plugin-ml-monitoring-common';
import { timeLabels } from '../../charts/axes';
import { timeTicks } from '../../charts/timeTicks';
import { PLOT_LEFT, PLOT_RIGHT } from '../../charts/uplotOptions';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { visuallyHidden } from '../styles';
import { AlertBar } from './AlertBar';
import { MomentMark } from './MomentMark';
import { lanes, type Moment, type Span } from './moments';

const MAX_TICKS = 8;

const useStyles = makeStyles(
  theme => ({
    lane: {
      display: 'flex',
      alignItems: 'center',
      minHeight: 32,
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    name: {
      ...theme.typography.caption,
      flex: 'none',
      width: PLOT_LEFT,
      paddingRight: theme.spacing(1),
      color: theme.palette.text.secondary,
    },
    track: {
      position: 'relative',
      flex: 1,
      alignSelf: 'stretch',
      marginRight: PLOT_RIGHT,
    },
    tick: {
      position: 'absolute',
      top: 0,
      bottom: 0,
      borderLeft: `1px solid ${theme.palette.divider}`,
    },
    tickLabel: {
      ...theme.typography.caption,
      position: 'absolute',
      transform: 'translateX(-50%)',
      whiteSpace: 'pre',
      textAlign: 'center',
      color: theme.palette.text.secondary,
    },
    forgotten: {
      position: 'absolute',
      left: 0,
      top: 0,
      bottom: 0,
      background: `repeating-linear-gradient(135deg, ${theme.palette.action.selected} 0 3px, transparent 3px 9px)`,
    },
    axis: { minHeight: 40 },
    spoken: visuallyHidden,
  }),
  { name: 'MlMonitoringTimelineStrip' },
);

export interface TimelineStripProps {
  moments: Moment[];
  bars: { alert: Alert; from: number }[];
  span: Span;
  /** Before that the cluster has forgotten its events. */
  remembersSince: number | undefined;
  now: Date;
  chosen: string | undefined;
  onChoose(key: string): void;
}

/** Lanes over the time axis of the charts. One stop of the Tab key; the arrow keys go from mark to mark. */
export function TimelineStrip(props: TimelineStripProps) {
  const { moments, bars, span, now } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const helpId = useId();
  const marks = useRef(new Map<string, HTMLButtonElement>());
  const [current, setCurrent] = useState<string>();
  const inTime = [...moments].sort((a, b) => a.position - b.position);
  const stop =
    inTime.find(({ key }) => key === current)?.key ?? inTime.at(-1)?.key;

  const onKeyDown = (event: KeyboardEvent) => {
    const at = inTime.findIndex(({ key }) => key === stop);
    const target = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowRight: Math.min(inTime.length - 1, at + 1),
      Home: 0,
      End: inTime.length - 1,
    }[event.key];
    if (target === undefined || !inTime[target]) {
      return;
    }
    event.preventDefault();
    setCurrent(inTime[target].key);
    marks.current.get(inTime[target].key)?.focus();
  };

  const length = Math.max(1, span.endSeconds - span.startSeconds);
  const percent = (seconds: number) =>
    `${((seconds - span.startSeconds) / length) * 100}%`;
  const ticks = timeTicks(span, MAX_TICKS);
  const labels = timeLabels(ticks);
  const grid = ticks.map(tick => (
    <div key={tick} className={classes.tick} style={{ left: percent(tick) }} />
  ));

  return (
    // The keys act on the marks inside, which have the focus.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      role="toolbar"
      aria-label={t('timeline.strip')}
      aria-describedby={helpId}
      onKeyDown={onKeyDown}
    >
      <span id={helpId} className={classes.spoken}>
        {t('timeline.help')}
      </span>
      {lanes.map(lane => (
        <div key={lane} className={classes.lane}>
          <div className={classes.name}>{t(`timeline.lanes.${lane}`)}</div>
          <div className={classes.track}>
            {grid}
            {lane !== 'changes' && props.remembersSince !== undefined && (
              <div
                className={classes.forgotten}
                style={{
                  width: percent(
                    Math.min(props.remembersSince, span.endSeconds),
                  ),
                }}
              />
            )}
            {moments
              .filter(moment => moment.lane === lane)
              .map(moment => (
                <MomentMark
                  key={moment.key}
                  ref={element => {
                    if (element) {
                      marks.current.set(moment.key, element);
                    } else {
                      marks.current.delete(moment.key);
                    }
                  }}
                  moment={moment}
                  now={now}
                  isStop={moment.key === stop}
                  isChosen={moment.key === props.chosen}
                  onChoose={() => {
                    setCurrent(moment.key);
                    props.onChoose(moment.key);
                  }}
                />
              ))}
          </div>
        </div>
      ))}
      {bars.length > 0 && (
        <div className={classes.lane}>
          <div className={classes.name}>{t('timeline.lanes.alerts')}</div>
          <div className={classes.track}>
            {grid}
            {bars.map(({ alert, from }) => (
              <AlertBar
                key={`${alert.name} ${JSON.stringify(alert.labels)}`}
                alert={alert}
                from={from}
                now={now}
              />
            ))}
          </div>
        </div>
      )}
      <div className={`${classes.lane} ${classes.axis}`} aria-hidden>
        <div className={classes.name} />
        <div className={classes.track}>
          {ticks.map((tick, index) => (
            <span
              key={tick}
              className={classes.tickLabel}
              style={{ left: percent(tick) }}
            >
              {labels[index]}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
