import { useMemo, useState } from 'react';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Alert,
  EndpointOutput,
} from 'backstage-plugin-ml-monitoring-common';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { TimelineStrip } from './TimelineStrip';
import { TimelineTable } from './TimelineTable';
import {
  alertBars,
  entriesWithin,
  isTelling,
  lanes,
  momentsOf,
  remembersSince,
  type Span,
} from './moments';

const useStyles = makeStyles(
  // The padding of a chart's card, so that both axes begin and end at the same place.
  theme => ({ card: { padding: theme.spacing(1.5, 2) } }),
  { name: 'MlMonitoringTimeline' },
);

export interface TimelineProps {
  records: Pick<EndpointOutput<'getModelEvents'>, 'items' | 'changes'>;
  alerts: readonly Alert[];
  span: Span;
  now: Date;
}

/** A strip to see when, and a table to read what. */
export function Timeline({ records, alerts, span, now }: TimelineProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [chosen, setChosen] = useState<string>();
  const entries = useMemo(() => entriesWithin(records, span), [records, span]);
  const moments = useMemo(
    () => lanes.flatMap(lane => momentsOf(entries, lane, span)),
    [entries, span],
  );
  const bars = useMemo(() => alertBars(alerts, span), [alerts, span]);
  const since = remembersSince(records.items, span, now.getTime() / 1000);
  const shown = moments.find(({ key }) => key === chosen);
  const [whole, setWhole] = useState(false);
  const telling = entries.filter(isTelling);
  const unasked = whole || telling.length === 0 ? entries : telling;
  const listed = shown ? [...shown.entries].reverse() : unasked;
  return (
    <Card
      component="section"
      variant="outlined"
      className={classes.card}
      aria-label={t('timeline.title')}
    >
      <TimelineStrip
        moments={moments}
        bars={bars}
        span={span}
        remembersSince={since}
        now={now}
        chosen={shown?.key}
        onChoose={key => setChosen(key === chosen ? undefined : key)}
      />
      <Typography variant="caption" color="textSecondary" paragraph>
        {since === undefined
          ? t('timeline.memoryWhole')
          : t('timeline.memory', {
              time: formatSince(new Date(since * 1000), now),
            })}
      </Typography>
      {shown ? (
        <Typography variant="body2" component="div" role="status">
          {t('timeline.chosen')}{' '}
          <Button size="small" onClick={() => setChosen(undefined)}>
            {t('timeline.showAll', { number: String(unasked.length) })}
          </Button>
        </Typography>
      ) : (
        telling.length > 0 &&
        telling.length < entries.length && (
          <Button
            size="small"
            aria-expanded={whole}
            onClick={() => setWhole(!whole)}
          >
            {whole
              ? t('timeline.hideEvents')
              : t('timeline.showEvents', {
                  number: String(entries.length - telling.length),
                })}
          </Button>
        )
      )}
      <TimelineTable entries={listed} now={now} />
    </Card>
  );
}
