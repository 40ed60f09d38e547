import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useEffect } from 'react';
import type { Options } from './useOptions';

export interface PickerOption {
  value: string;
  title: string;
  /** Why it cannot be chosen. */
  refusal?: string;
}

/** What a field gets from the form. */
export interface FieldProps {
  id?: string;
  label: string;
  description?: string;
  required?: boolean;
  disabled?: boolean;
  errors?: string[];
  value?: string;
  onChange: (value: string | undefined) => void;
}

/** A list to choose from, in which what cannot be chosen says why. Chooses by itself where there is no choice. */
export function OptionPicker(
  props: FieldProps & {
    options: Options<PickerOption>;
    /** Shown while nothing can be chosen yet. */
    notYet?: string;
    nothing: string;
  },
) {
  const { options, notYet, nothing, value, onChange, description } = props;
  const items = options.status === 'loaded' ? options.items : [];
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

  const failure =
    options.status === 'failed'
      ? `The choices could not be read: ${options.message}`
      : undefined;
  const isEmpty = options.status === 'loaded' && items.length === 0;
  const isBlocked = Boolean(notYet) || options.status !== 'loaded' || isEmpty;
  const refusal = items.find(item => item.value === value)?.refusal;
  const problem = notYet
    ? undefined
    : (failure ?? refusal ?? (isEmpty ? nothing : undefined));
  const waiting =
    notYet ?? (options.status === 'loading' ? 'Loading …' : undefined);
  const error = problem ?? props.errors?.[0];

  return (
    <TextField
      select
      fullWidth
      id={props.id}
      label={props.label}
      margin="normal"
      required={props.required}
      disabled={props.disabled || isBlocked}
      error={Boolean(error)}
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
          <ListItemText primary={item.title} secondary={item.refusal} />
        </MenuItem>
      ))}
    </TextField>
  );
}
