import { useId } from 'react';
import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  MetricsAnswer,
  ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { failureOf } from '../../queries/failure';
import { useWholeRange } from '../../queries/useWholeRange';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useFailureText } from '../states/useFailureText';
import { wholeWords } from '../styles';
import {
  comparePredictors,
  measures,
  type ComparedPredictor,
} from './comparePredictors';
import { useDifferenceText } from './useDifferenceText';
import { usePredictorText } from './usePredictorText';

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(2) },
    scroll: {
      overflowX: 'auto',
      marginTop: theme.spacing(1),
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    cell: {
      ...wholeWords,
      padding: theme.spacing(0.75, 1),
      verticalAlign: 'top',
      fontVariantNumeric: 'tabular-nums',
      minWidth: 84,
    },
    value: { whiteSpace: 'nowrap' },
    note: {
      ...theme.typography.caption,
      display: 'block',
      lineHeight: 1.3,
      color: theme.palette.text.secondary,
    },
    clear: { color: theme.palette.text.primary, fontWeight: 600 },
  }),
  { name: 'MlMonitoringPredictors' },
);

export interface PredictorComparisonProps {
  answer: MetricsAnswer;
  /** What runs, as far as it is known yet. */
  detail: ModelDetail | undefined;
}

/** The predictors of a model side by side over the range: numbers, and how far each is from the main one. */
export function PredictorComparison(props: PredictorComparisonProps) {
  const { answer, detail } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const failureText = useFailureText();
  const headingId = useId();
  const latency = useWholeRange(answer.ref, {
    range: answer.range,
    panels: 'latency',
  });
  const predictors = comparePredictors(answer, detail, latency.data);
  const [main, ...others] = predictors;
  const text = usePredictorText({
    range: answer.range,
    isReading: latency.isPending,
  });
  return (
    <section className={classes.root} aria-labelledby={headingId}>
      <Typography id={headingId} variant="h6" component="h3">
        {t('compare.predictors.title')}
      </Typography>
      {others.map(other => (
        <Typography key={other.name} variant="body2">
          {text.verdict(main, other)}
        </Typography>
      ))}
      <div
        className={classes.scroll}
        role="group"
        aria-labelledby={headingId}
        // A reader without a mouse must be able to scroll it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <Table size="small" aria-labelledby={headingId}>
          <TableHead>
            <TableRow>
              <TableCell className={classes.cell}>
                {t('compare.predictors.predictor')}
              </TableCell>
              <TableCell className={classes.cell}>
                {t('compare.predictors.weight')}
              </TableCell>
              {measures.map(({ key }) => (
                <TableCell key={key} className={classes.cell}>
                  {t(`compare.predictors.${key}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {predictors.map(predictor => (
              <TableRow key={predictor.name}>
                <TableCell component="th" scope="row" className={classes.cell}>
                  {predictor.name}
                  {text.notes(predictor, predictor === main).map(note => (
                    <span key={note} className={classes.note}>
                      {note}
                    </span>
                  ))}
                </TableCell>
                <TableCell className={classes.cell}>
                  {text.weight(predictor).map(line => (
                    <div key={line}>{line}</div>
                  ))}
                </TableCell>
                {measures.map(measure => (
                  <TableCell key={measure.key} className={classes.cell}>
                    <span className={classes.value}>
                      {text.value(predictor, measure)}
                    </span>
                    {predictor !== main && (
                      <DifferenceNote predictor={predictor} of={measure.key} />
                    )}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {latency.error && !latency.data && (
        <Typography variant="body2" role="status">
          {`${t('compare.predictors.failed')}: ${failureText(failureOf(latency.error)).detail} `}
          <Button size="small" onClick={() => latency.refetch()}>
            {t('failure.retry')}
          </Button>
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary" component="p">
        {t('compare.predictors.explained', {
          from: formatInstant(new Date(answer.range.startSeconds * 1000)),
          to: formatInstant(new Date(answer.range.endSeconds * 1000)),
        })}
      </Typography>
    </section>
  );
}

function DifferenceNote(props: {
  predictor: ComparedPredictor;
  of: (typeof measures)[number]['key'];
}) {
  const classes = useStyles();
  const difference = props.predictor.differences[props.of];
  const text = useDifferenceText()(difference, props.of);
  return text ? (
    <span
      className={
        difference.kind === 'differs'
          ? `${classes.note} ${classes.clear}`
          : classes.note
      }
    >
      {text}
    </span>
  ) : null;
}
