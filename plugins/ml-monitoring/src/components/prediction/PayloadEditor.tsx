import { useId, type KeyboardEvent, type RefObject } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { Payload } from './readPayload';

const useStyles = makeStyles(
  theme => ({
    label: { display: 'block', marginTop: theme.spacing(2) },
    text: {
      boxSizing: 'border-box',
      width: '100%',
      minHeight: 200,
      padding: theme.spacing(1, 1.5),
      resize: 'vertical',
      fontFamily: 'monospace',
      fontSize: '0.8125rem',
      lineHeight: 1.5,
      color: theme.palette.text.primary,
      backgroundColor: theme.palette.background.paper,
      border: `1px solid ${theme.palette.text.secondary}`,
      borderRadius: theme.shape.borderRadius,
      '&[aria-invalid="true"]': {
        borderColor: theme.palette.status.error,
      },
    },
    below: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(0, 2),
    },
  }),
  { name: 'MlMonitoringPayload' },
);

export interface PayloadEditorProps {
  field: RefObject<HTMLTextAreaElement>;
  text: string;
  payload: Payload;
  maximumBytes: number;
  onChange(text: string): void;
  onSubmit(): void;
}

/** A body as text, with what is wrong with it in words. */
export function PayloadEditor(props: PayloadEditorProps) {
  const { field, text, payload, maximumBytes, onChange, onSubmit } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const id = useId();
  const submitByKeys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    }
  };
  const problem = useProblemText()(payload);
  return (
    <>
      <Typography
        className={classes.label}
        component="label"
        variant="subtitle2"
        htmlFor={`${id}-text`}
      >
        {t('prediction.body')}
      </Typography>
      <textarea
        ref={field}
        id={`${id}-text`}
        className={classes.text}
        rows={Math.min(Math.max(text.split('\n').length + 1, 8), 24)}
        value={text}
        spellCheck={false}
        // What was written is not brought back by a browser either.
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem ${id}-size`}
        onChange={event => onChange(event.target.value)}
        onKeyDown={submitByKeys}
      />
      <div className={classes.below}>
        <Typography
          id={`${id}-problem`}
          variant="body2"
          role="status"
          color={problem ? 'error' : 'textSecondary'}
        >
          {problem ?? t('prediction.sendKeys')}
        </Typography>
        <Typography id={`${id}-size`} variant="body2" color="textSecondary">
          {t('prediction.size', {
            bytes: formatValue(payload.bytes, 'bytes'),
            maximum: formatValue(maximumBytes, 'bytes'),
          })}
        </Typography>
      </div>
    </>
  );
}

function useProblemText() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (payload: Payload): string | undefined => {
    switch (payload.kind) {
      case 'ready':
        return undefined;
      case 'invalid':
        return t(`prediction.problem.${payload.problem.kind}`, {
          line: String(payload.problem.line),
        });
      default:
        return t(`prediction.problem.${payload.kind}`);
    }
  };
}
