import TextField from '@material-ui/core/TextField';
import { useApi } from '@backstage/frontend-plugin-api';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { notSaidBelow, type FieldProps } from './fieldProps';
import { useTexts } from './texts';
import { useAnswer } from './useAnswer';

/** More would hide the field below it. */
const SHOWN_PATTERNS = 6;

/** Text that the platform team restricts: the field says to what. Whether it fits is decided by the backend alone, in the plan. */
export function AllowedText(
  props: FieldProps & {
    allowed: 'images' | 'modelUris';
    placeholder?: string;
    problem?: string;
  },
) {
  const t = useTexts();
  const api = useApi(mlMonitoringApiRef);
  const { value, onChange, description, allowed } = props;
  const options = useAnswer('provisioning', (_, { signal }) =>
    api.getProvisioningOptions({}, { signal }),
  );
  const patterns = options.status === 'loaded' ? options.data[allowed] : [];
  const shown = patterns.slice(0, SHOWN_PATTERNS).join(', ');
  const more = patterns.length - SHOWN_PATTERNS;
  const allowedText =
    more > 0
      ? t('form.field.allowedMore', { patterns: shown, number: String(more) })
      : t('form.field.allowed', { patterns: shown });
  const help = [description, patterns.length > 0 && allowedText]
    .filter(Boolean)
    .join('. ');
  const error = notSaidBelow(props.problem, props.errors);
  return (
    <TextField
      fullWidth
      id={props.id}
      label={props.label}
      margin="normal"
      required={props.required}
      disabled={props.disabled}
      error={Boolean(error || props.errors?.length)}
      helperText={error ?? help}
      placeholder={props.placeholder}
      InputLabelProps={props.placeholder ? { shrink: true } : undefined}
      value={value ?? ''}
      onChange={event => onChange(event.target.value.trim() || undefined)}
      inputProps={{ spellCheck: false, autoComplete: 'off', maxLength: 2048 }}
    />
  );
}
