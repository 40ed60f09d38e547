import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  openQueryUrls,
  type Panel,
  type Range,
  type Series,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { useChartPage } from './ChartPageContext';
import { csvFileName, toCsv } from './csv';
import { download } from './download';
import type { ChartData } from './toChartData';

const places = ['prometheus', 'grafana', 'console'] as const;

export interface ChartMenuProps {
  anchor: HTMLElement;
  panel: Panel;
  range: Range;
  /** What the table has. */
  table: { series: readonly Pick<Series, 'name'>[]; data: ChartData };
  onClose(): void;
}

/** Where the numbers of a panel can be taken, and where else its queries can be looked at. */
export function ChartMenu(props: ChartMenuProps) {
  const { panel, range, table, onClose } = props;
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { model, openIn } = useChartPage();
  const { unit, ceiling } = panel;
  const urls = openQueryUrls(openIn, {
    queries: panel.queries,
    range,
    namespace: model.namespace,
  });
  const header = (name: string) => {
    const notes = [
      unit !== 'none' && unit,
      ceiling !== undefined && t('table.ceiling', { value: String(ceiling) }),
    ].filter(Boolean);
    return notes.length ? `${name} (${notes.join(', ')})` : name;
  };
  const saveCsv = () => {
    onClose();
    download(
      csvFileName({
        namespace: model.namespace,
        model: model.name,
        panel: panel.id,
        times: table.data.times,
      }),
      'text/csv;charset=utf-8',
      toCsv({
        timeHeader: t('table.time'),
        headers: table.series.map(({ name }) => header(name)),
        data: table.data,
      }),
    );
  };
  return (
    <Menu
      open
      anchorEl={props.anchor}
      getContentAnchorEl={null}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      onClose={onClose}
    >
      {panel.status === 'ok' && (
        <MenuItem onClick={saveCsv}>{t('charts.csv')}</MenuItem>
      )}
      {places.map(
        place =>
          urls[place] && (
            <MenuItem
              key={place}
              component="a"
              href={urls[place]}
              target="_blank"
              rel="noopener noreferrer"
              onClick={onClose}
            >
              {t(`charts.openIn.${place}`)}
            </MenuItem>
          ),
      )}
    </Menu>
  );
}
