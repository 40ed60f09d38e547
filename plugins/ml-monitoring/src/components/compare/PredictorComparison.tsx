import { useId } from 'react';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
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
import {
  comparePredictors,
  measures,
  type ComparedPredictor,
  type Measure,
} from './comparePredictors';
import { PredictorTable } from './PredictorTable';
import { useDifferenceText } from './useDifferenceText';
import { usePredictorText } from './usePredictorText';

const useStyles = makeStyles(
  theme => ({
    // Grey text is too faint on the page itself.
    root: { margin: theme.spacing(2, 0), padding: theme.spacing(2) },
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

const facts = ['weight', ...measures.map(({ key }) => key)] as const;

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
  const cell = (name: string, fact: string) => {
    const predictor = predictors.find(each => each.name === name)!;
    const measure = measures.find(({ key }) => key === fact);
    return measure ? (
      <>
        <span className={classes.value}>{text.value(predictor, measure)}</span>
        {predictor !== main && (
          <DifferenceNote predictor={predictor} measure={measure} />
        )}
      </>
    ) : (
      text.weight(predictor).map(line => <div key={line}>{line}</div>)
    );
  };
  return (
    <Card
      component="section"
      className={classes.root}
      aria-labelledby={headingId}
    >
      <Typography id={headingId} variant="h6" component="h3">
        {t('compare.predictors.title')}
      </Typography>
      {others.map(other => (
        <Typography key={other.name} variant="body2">
          {text.verdict(main, other)}
        </Typography>
      ))}
      <PredictorTable
        labelledBy={headingId}
        corner={t('compare.predictors.predictor')}
        facts={facts.map(key => ({
          key,
          head: t(`compare.predictors.${key}`),
        }))}
        predictors={predictors.map(predictor => ({
          name: predictor.name,
          head: (
            <>
              {predictor.name}
              {text.notes(predictor, predictor === main).map(note => (
                <span key={note} className={classes.note}>
                  {note}
                </span>
              ))}
            </>
          ),
        }))}
        cell={cell}
      />
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
    </Card>
  );
}

function DifferenceNote(props: {
  predictor: ComparedPredictor;
  measure: Measure;
}) {
  const { key, kind } = props.measure;
  const classes = useStyles();
  const difference = props.predictor.differences[key];
  const text = useDifferenceText()(difference, key);
  // How many requests a predictor gets says nothing for or against it.
  const isTelling = difference.kind === 'differs' && kind !== 'rate';
  return text ? (
    <span
      className={isTelling ? `${classes.note} ${classes.clear}` : classes.note}
    >
      {text}
    </span>
  ) : null;
}
