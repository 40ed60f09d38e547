import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { earlierChoices, type ChoiceProblem } from '../../url/chartChoice';
import { useChartChoice } from '../../url/useChartChoice';
import { Notice } from '../states/Notice';
import { chosenPanels, unknownNames, type UnknownName } from './chosenPanels';

/** Tells what the address asks for and is not shown: nothing of a link is dropped in silence. */
export function UnknownNames({ panels }: { panels: readonly Panel[] }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { choice, problems, choose } = useChartChoice();
  const unknown = unknownNames(panels, choice);
  const texts = [...problems.map(ofProblem), ...unknown.map(ofName)];
  if (texts.length === 0) {
    return null;
  }
  return (
    <Notice
      kind="info"
      title={t('compare.unknown.title')}
      action={
        <Button variant="outlined" size="small" onClick={drop}>
          {t('compare.unknown.drop')}
        </Button>
      }
    >
      {texts.map(text => (
        <div key={text}>{text}</div>
      ))}
    </Notice>
  );

  /** What is left is written anew, without what could not be understood. */
  function drop() {
    const known = chosenPanels(panels, choice.panels).map(({ id }) => id);
    choose({
      compare: choice.compare,
      panels: choice.panels && known.length > 0 ? known : undefined,
      by: Object.fromEntries(
        Object.entries(choice.by).filter(([name, tag]) =>
          panels.some(({ id, tags }) => id === name && tags?.includes(tag)),
        ),
      ),
      node: unknown.some(({ kind }) => kind === 'node')
        ? undefined
        : choice.node,
    });
  }

  function ofProblem({ name, value }: ChoiceProblem) {
    return t(`compare.unknown.${name}`, {
      name: value,
      known: earlierChoices.join(', '),
    });
  }

  function ofName(name: UnknownName) {
    switch (name.kind) {
      case 'panel':
        return t('compare.unknown.panel', { name: name.name });
      case 'node':
        return t('compare.unknown.noNode', name);
      default:
        return t('compare.unknown.tag', {
          panel: name.panel,
          tag: name.tag,
          known:
            name.tags.length > 0
              ? t('compare.unknown.tags', { tags: name.tags.join(', ') })
              : t('compare.unknown.noTags'),
        });
    }
  }
}
