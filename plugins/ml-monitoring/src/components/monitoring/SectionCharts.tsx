import type { ChartSection } from '../../charts/ChartGroups';
import { ShownCharts } from '../compare/ShownCharts';
import type { SectionProps } from './sections';
import { useChartMetrics } from './useChartMetrics';

/** The charts that belong to a section, once they are there: what failed of them is told above. */
export function SectionCharts(props: SectionProps & { charts: ChartSection }) {
  const { data } = useChartMetrics(props);
  return data ? (
    <ShownCharts
      section={props.charts}
      panels={data.panels}
      range={data.range}
    />
  ) : null;
}
