/** What a field gets from the form. */
export interface FieldProps<T = string> {
  id?: string;
  label: string;
  description?: string;
  required?: boolean;
  disabled?: boolean;
  errors?: string[];
  value?: T;
  onChange: (value: T | undefined) => void;
}

/** The parts of a form field's props that our fields share. */
interface FormProps<T> {
  idSchema?: { $id?: string };
  schema: { title?: string; description?: string };
  uiSchema: Record<string, any>;
  required?: boolean;
  disabled?: boolean;
  readonly?: boolean;
  rawErrors?: string[];
  formData?: T;
  onChange: (value: any) => void;
}

export function fieldProps<T>(
  props: FormProps<T>,
  fallback: { label: string; description: string },
): FieldProps<T> {
  const { schema, uiSchema } = props;
  return {
    id: props.idSchema?.$id,
    label: schema.title ?? fallback.label,
    description:
      uiSchema['ui:description'] ?? schema.description ?? fallback.description,
    required: props.required,
    disabled: props.disabled || props.readonly || uiSchema['ui:disabled'],
    errors: props.rawErrors,
    value: props.formData,
    onChange: props.onChange,
  };
}

/** What a field says of its value itself. The form repeats below the field what it found at the last attempt to go on. */
export function notSaidBelow(
  problem: string | undefined,
  errors: string[] = [],
): string | undefined {
  return problem && errors.includes(problem) ? undefined : problem;
}
