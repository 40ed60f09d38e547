import { Suspense, useId } from 'react';
import Paper from '@material-ui/core/Paper';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useModelDetail } from '../../queries/useModel';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useSelection } from '../../url/useSelection';
import { Loading } from '../states/Loading';
import { useReveal } from './useReveal';
import { defaultSection, sections, type SectionProps } from './sections';

const useStyles = makeStyles(
  theme => ({
    root: { scrollMarginTop: theme.spacing(2), minHeight: '60vh' },
    tab: { minWidth: 0, textTransform: 'none' },
    panel: { paddingTop: theme.spacing(2), '&:focus': { outline: 'none' } },
  }),
  { name: 'MlMonitoringSections' },
);

export interface SectionTabsProps extends SectionProps {
  /** What stands above has its height, so that a section can be scrolled to. */
  settled: boolean;
}

/** What is to be seen of a model below its charts, one part at a time; which one stands in the address. */
export function SectionTabs({ settled, ...props }: SectionTabsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { selection, select } = useSelection();
  const id = useId();
  const asked = selection.section;
  const { id: shown, Component } =
    sections.find(section => section.id === asked) ??
    sections.find(section => section.id === defaultSection)!;
  const { data: detail } = useModelDetail(props.model, props.refreshSeconds);
  const offered = sections.filter(
    ({ id: section }) =>
      section !== 'prediction' ||
      section === asked ||
      detail?.testPredictions === 'allowed',
  );
  const { root, panel } = useReveal(asked !== undefined && settled);

  return (
    <div ref={root} className={classes.root}>
      <Paper>
        <Tabs
          value={shown}
          onChange={(_, section) => select({ section })}
          variant="scrollable"
          scrollButtons="auto"
          indicatorColor="primary"
          aria-label={t('sections.title')}
        >
          {offered.map(section => (
            <Tab
              key={section.id}
              value={section.id}
              className={classes.tab}
              label={t(`sections.${section.id}`)}
              id={`${id}-tab-${section.id}`}
              aria-controls={`${id}-panel`}
            />
          ))}
        </Tabs>
      </Paper>
      <div
        ref={panel}
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-tab-${shown}`}
        tabIndex={-1}
        className={classes.panel}
      >
        <Suspense
          fallback={<Loading label={t('sections.loading')} minHeight={320} />}
        >
          <Component {...props} />
        </Suspense>
      </div>
    </div>
  );
}
