import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatInstant, formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { DetailTable } from '../detail/DetailTable';
import { entryKey, type Entry } from './moments';
import { useChangeText } from './useChangeText';

const FIRST_ROWS = 20;

/** Everything in words, the newest first. */
export function TimelineTable(props: { entries: Entry[]; now: Date }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const inWords = useChangeText();
  const [whole, setWhole] = useState(false);
  const { length } = props.entries;
  const shown = whole ? props.entries : props.entries.slice(0, FIRST_ROWS);

  const cellsOf = (entry: Entry) => {
    if (entry.lane === 'changes') {
      const { change } = entry;
      return [
        <What key="what" kind={inWords(change).kind} text={change.title}>
          {change.images?.length &&
            t('timeline.images', { images: change.images.join(', ') })}
        </What>,
        [change.object, change.predictor].filter(Boolean).join(' · '),
        change.by ?? t('changes.nobody'),
        undefined,
      ];
    }
    const { event } = entry;
    return [
      <What
        key="what"
        kind={`${t(event.type === 'Warning' ? 'timeline.warning' : 'timeline.normal')} ${event.reason}`}
        text={event.message}
      />,
      `${event.kind} ${event.name}`,
      undefined,
      event.count > 1 &&
        t('timeline.timesSince', {
          number: String(event.count),
          time: formatSince(new Date(event.firstAt), props.now),
        }),
    ];
  };

  return (
    <>
      <DetailTable
        title={t('timeline.table')}
        empty={t('timeline.none')}
        columns={[
          t('timeline.time'),
          t('timeline.what'),
          t('timeline.object'),
          t('timeline.who'),
          t('timeline.times'),
        ]}
        rows={shown.map(entry => ({
          key: `${entry.lane} ${entryKey(entry)}`,
          cells: [
            formatInstant(new Date(entry.atSeconds * 1000)),
            ...cellsOf(entry),
          ],
        }))}
      />
      {length > shown.length && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t('timeline.showAll', { number: String(length) })}
        </Button>
      )}
    </>
  );
}

function What(props: {
  kind: string;
  text: string;
  children?: React.ReactNode;
}) {
  return (
    <>
      <strong>{props.kind}</strong> {props.text}
      {props.children && (
        <Typography variant="body2" color="textSecondary">
          {props.children}
        </Typography>
      )}
    </>
  );
}
