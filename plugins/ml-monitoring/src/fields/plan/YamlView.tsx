import { useEffect, useState } from 'react';
import { useTexts } from '../texts';
import { Code } from './Code';

/** An object as YAML. The writer of YAML is loaded only when somebody looks. */
export function YamlView(props: { title: string; of: object }) {
  const t = useTexts();
  const { title, of } = props;
  const [text, setText] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    import('yaml').then(({ stringify }) => {
      if (isCurrent) {
        setText(stringify(of));
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [of]);
  return (
    <Code label={t('form.plan.yaml', { object: title })}>{text ?? ''}</Code>
  );
}
