import type { FieldProps } from './OptionPicker';

/** The parts of a form field's props that our fields share. */
interface FormProps {
  idSchema?: { $id?: string };
  schema: { title?: string; description?: string };
  uiSchema: Record<string, any>;
  required?: boolean;
  disabled?: boolean;
  readonly?: boolean;
  rawErrors?: string[];
  formData?: string;
  onChange: (value: any) => void;
}

export function fieldProps(
  props: FormProps,
  fallback: { label: string; description: string },
): FieldProps {
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
