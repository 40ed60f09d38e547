import Button from '@material-ui/core/Button';
import { useEffect, useState } from 'react';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { fieldProps } from '../fieldProps';
import { useTexts } from '../texts';
import { Code } from './Code';
import { TrialFrame } from './TrialFrame';
import { validatePlan, type PlanChoice } from './planChoice';
import { useTrial, type Trial } from './useTrial';

const ACTION = 'seldon:model:render';

const schema = makeFieldSchema({
  output: z =>
    z
      .object({
        state: z.enum(['pending', 'ready', 'blocked']),
        summary: z.string().optional(),
      })
      .describe('What the person was shown'),
});

interface File {
  path: string;
  base64Content: string;
}

/** The files that the run of this template would publish, by trying its step `seldon:model:render` with the values of the form. */
export function FilesField(props: typeof schema.TProps) {
  const t = useTexts();
  const { value, onChange } = fieldProps<PlanChoice>(props, {
    label: t('form.files.title'),
    description: '',
  });
  const { trial, again } = useTrial({
    action: ACTION,
    values: { ...props.formContext?.formData },
  });
  const files: File[] =
    trial.status === 'done'
      ? [...trial.result.directoryContents].sort((one, other) =>
          one.path.localeCompare(other.path),
        )
      : [];
  const state = STATES[trial.status];
  const summary =
    trial.status === 'done'
      ? t('form.files.number', { number: String(files.length) })
      : undefined;

  useEffect(() => {
    if (value?.state !== state || value?.summary !== summary) {
      onChange({ state, ...(summary && { summary }) });
    }
  }, [value, state, summary, onChange]);

  return (
    <TrialFrame
      action={ACTION}
      title={props.schema.title ?? t('form.files.title')}
      loading={t('form.files.loading')}
      summary={summary}
      trial={trial}
      onRefresh={again}
    >
      <ul style={{ listStyle: 'none', padding: 0 }}>
        {files.map(file => (
          <FileEntry key={file.path} file={file} />
        ))}
      </ul>
    </TrialFrame>
  );
}

const STATES = {
  loading: 'pending',
  done: 'ready',
  impossible: 'ready',
  refused: 'blocked',
  failed: 'blocked',
} as const satisfies Record<Trial['status'], PlanChoice['state']>;

function FileEntry({ file: { path, base64Content } }: { file: File }) {
  const t = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li>
      <Button
        size="small"
        aria-expanded={isOpen}
        aria-label={t(isOpen ? 'form.files.hide' : 'form.files.show', { path })}
        onClick={() => setIsOpen(open => !open)}
        style={{ textTransform: 'none', fontFamily: 'monospace' }}
      >
        {path}
      </Button>
      {isOpen && (
        <Code label={t('form.files.content', { path })}>
          {textOf(base64Content)}
        </Code>
      )}
    </li>
  );
}

function textOf(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), char => char.codePointAt(0)!);
  return new TextDecoder().decode(bytes);
}

export const filesField = createFormField({
  name: 'MlMonitoringFiles',
  component: FilesField,
  validation: validatePlan,
  schema,
});
