import { useId, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ModelRef,
  PredictionExample,
} from 'backstage-plugin-ml-monitoring-common';
import { usePrediction } from '../../queries/usePrediction';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Notice } from '../states/Notice';
import { ModelInputs } from './ModelInputs';
import { PayloadEditor } from './PayloadEditor';
import { PredictionOutcome } from './PredictionOutcome';
import { prettyJson } from './prettyJson';
import { readPayload } from './readPayload';

const useStyles = makeStyles(
  theme => ({
    columns: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 440px), 1fr))',
      alignItems: 'start',
      gap: theme.spacing(2),
    },
    card: { padding: theme.spacing(2), minWidth: 0 },
    predictor: { width: '100%', marginTop: theme.spacing(2) },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'MlMonitoringPredictionForm' },
);

const BY_WEIGHT = '';

export interface PredictionFormProps {
  model: ModelRef;
  example: PredictionExample;
}

/** What is sent on one side, what came back on the other. */
export function PredictionForm({ model, example }: PredictionFormProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const id = useId();
  const editor = useRef<HTMLTextAreaElement>(null);
  const { protocol, predictors, maximumBytes } = example;
  const asExample =
    example.payload === undefined ? '' : prettyJson(example.payload);
  const [text, setText] = useState(asExample);
  const [chosen, setChosen] = useState(BY_WEIGHT);
  const { prediction, send, cancel } = usePrediction(model);
  const payload = readPayload(text, maximumBytes);
  const isSending = prediction.state === 'sending';

  const submit = () => {
    if (payload.kind === 'ready') {
      send({
        payload: payload.value,
        ...(chosen !== BY_WEIGHT && { predictor: chosen }),
      });
    } else {
      editor.current?.focus();
    }
  };

  return (
    <>
      <Notice kind="info" title={t('prediction.warning')}>
        {t('prediction.warningDetail')}
      </Notice>
      <div className={classes.columns}>
        <Card className={classes.card}>
          <Typography variant="body2" gutterBottom>
            {t('prediction.protocol', {
              protocol: t(`prediction.${protocol}`),
            })}
          </Typography>
          <ModelInputs example={example} />
          {predictors.length > 1 && (
            <TextField
              id={`${id}-predictor`}
              select
              size="small"
              variant="outlined"
              className={classes.predictor}
              label={t('prediction.predictor')}
              value={chosen}
              SelectProps={{ displayEmpty: true }}
              InputLabelProps={{ shrink: true }}
              onChange={event => setChosen(event.target.value)}
            >
              <MenuItem value={BY_WEIGHT}>{t('prediction.byWeight')}</MenuItem>
              {predictors.map(predictor => (
                <MenuItem key={predictor} value={predictor}>
                  {predictor}
                </MenuItem>
              ))}
            </TextField>
          )}
          <PayloadEditor
            field={editor}
            text={text}
            payload={payload}
            maximumBytes={maximumBytes}
            onChange={setText}
            onSubmit={submit}
          />
          <div className={classes.actions}>
            <Button
              variant="contained"
              color="primary"
              size="small"
              disabled={isSending}
              onClick={submit}
            >
              {t('prediction.send')}
            </Button>
            {isSending && (
              <Button variant="outlined" size="small" onClick={cancel}>
                {t('prediction.cancel')}
              </Button>
            )}
            <Button
              variant="outlined"
              size="small"
              disabled={payload.kind !== 'ready' && payload.kind !== 'tooLarge'}
              onClick={() => setText(prettyJson(JSON.parse(text)))}
            >
              {t('prediction.format')}
            </Button>
            {text !== asExample && (
              <Button size="small" onClick={() => setText(asExample)}>
                {t('prediction.reset')}
              </Button>
            )}
          </div>
        </Card>
        <Card className={classes.card}>
          <PredictionOutcome prediction={prediction} />
        </Card>
      </div>
    </>
  );
}
