import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useEffect } from 'react';
import { notSaidBelow, type FieldProps } from './fieldProps';
import { useTexts } from './texts';
import type { Answer } from './useAnswer';

export interface PickerOption {
  value: string;
  title: string;
  /** More on it, in the list. */
  detail?: string;
  /** Why it cannot be chosen. */
  refusal?: string;
}

/** A list to choose from, in which what cannot be chosen says why. Chooses by itself where there is no choice. */
export function OptionPicker(
  props: FieldProps & {
    options: Answer<PickerOption[]>;
    /** Shown while nothing can be chosen yet. */
    notYet?: string;
    nothing: string;
  },
) {
  const t = useTexts();
  const { options, notYet, nothing, value, onChange, description } = props;
  const items = options.status === 'loaded' ? options.data : [];
  const usable = items.filter(({ refusal }) => !refusal);
  const refused = items.filter(({ refusal }) => refusal);
  const isChosen = items.some(item => item.value === value);
  const onlyChoice = usable.length === 1 ? usable[0].value : undefined;

  useEffect(() => {
    if (options.status !== 'loaded') {
      return;
    }
    if (!value && onlyChoice) {
      onChange(onlyChoice);
    } else if (value && !isChosen) {
      onChange(undefined);
    }
  }, [options.status, value, isChosen, onlyChoice, onChange]);

  const isEmpty = options.status === 'loaded' && items.length === 0;
  const isBlocked = Boolean(notYet) || options.status !== 'loaded' || isEmpty;
  const refusal = items.find(item => item.value === value)?.refusal;
  const problem = notYet
    ? undefined
    : (failureText() ?? refusal ?? (isEmpty ? nothing : undefined));
  const waiting =
    notYet ??
    (options.status === 'loading' ? t('form.field.loading') : undefined);
  const error = notSaidBelow(problem, props.errors);

  function failureText(): string | undefined {
    switch (options.status) {
      case 'failed':
        return t('form.field.unread', { reason: options.message });
      case 'forbidden':
        return t('form.field.forbidden', { reason: options.message });
      default:
        return undefined;
    }
  }

  return (
    <TextField
      select
      fullWidth
      id={props.id}
      label={props.label}
      margin="normal"
      required={props.required}
      disabled={props.disabled || isBlocked}
      error={Boolean(problem || props.errors?.length)}
      helperText={error ?? waiting ?? description}
      value={isChosen ? value : ''}
      onChange={event => onChange(event.target.value)}
      SelectProps={{
        renderValue: chosen =>
          items.find(item => item.value === chosen)?.title ?? '',
      }}
    >
      {[...usable, ...refused].map(item => (
        <MenuItem
          key={item.value}
          value={item.value}
          disabled={Boolean(item.refusal)}
        >
          <ListItemText
            primary={item.title}
            secondary={item.refusal ?? item.detail}
          />
        </MenuItem>
      ))}
    </TextField>
  );
}
