import { lazy, Suspense, useState } from 'react';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import MoreIcon from '@material-ui/icons/MoreVert';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SplitBy } from '../components/compare/SplitBy';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { ChartMenuProps } from './ChartMenu';

const ChartMenu = lazy(() =>
  import('./ChartMenu').then(module => ({ default: module.ChartMenu })),
);

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      alignItems: 'baseline',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1),
    },
    title: { flex: 1, minWidth: 0 },
    more: { alignSelf: 'center' },
  }),
  { name: 'MlMonitoringPanelHead' },
);

export interface PanelHeadProps extends Pick<
  ChartMenuProps,
  'panel' | 'range' | 'table'
> {
  headingId: string;
  asTable: boolean;
  onTable(asTable: boolean): void;
  queriesId: string;
  showsQueries: boolean;
  onQueries(shows: boolean): void;
}

/** What a panel is about, and the ways to look at it. */
export function PanelHead(props: PanelHeadProps) {
  const { panel, asTable, showsQueries } = props;
  const { title } = panel;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [menu, setMenu] = useState<HTMLElement>();
  return (
    <div className={classes.head}>
      <Typography
        id={props.headingId}
        variant="subtitle1"
        component="h4"
        className={classes.title}
      >
        {title}
      </Typography>
      {panel.tags && panel.tags.length > 0 && (
        <SplitBy panel={panel} tags={panel.tags} />
      )}
      {panel.status === 'ok' && (
        <Button
          size="small"
          onClick={() => props.onTable(!asTable)}
          aria-label={
            asTable
              ? t('charts.showChartOf', { title })
              : t('charts.showTableOf', { title })
          }
        >
          {asTable ? t('charts.showChart') : t('charts.showTable')}
        </Button>
      )}
      {panel.queries.length > 0 && (
        <>
          <Button
            size="small"
            onClick={() => props.onQueries(!showsQueries)}
            aria-expanded={showsQueries}
            aria-controls={props.queriesId}
            aria-label={t('charts.showQueriesOf', { title })}
          >
            {t('charts.showQueries')}
          </Button>
          <IconButton
            size="small"
            className={classes.more}
            onClick={event => setMenu(event.currentTarget)}
            aria-haspopup="menu"
            aria-label={t('charts.moreOf', { title })}
            title={t('charts.more')}
          >
            <MoreIcon fontSize="small" />
          </IconButton>
        </>
      )}
      {menu && (
        <Suspense fallback={null}>
          <ChartMenu
            anchor={menu}
            panel={panel}
            range={props.range}
            table={props.table}
            onClose={() => setMenu(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
