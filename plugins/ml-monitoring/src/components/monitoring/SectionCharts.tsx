import { ChartGroups, type ChartSection } from '../../charts/ChartGroups';
import { useModelMetrics } from '../../queries/useModel';
import { rangeOfSelection } from './rangeOfSelection';
import type { SectionProps } from './sections';

/** The charts that belong to a section, once they are there: what failed of them is told above. */
export function SectionCharts(props: SectionProps & { charts: ChartSection }) {
  const { data } = useModelMetrics(
    props.model,
    props.range,
    props.refreshSeconds,
  );
  return data ? (
    <ChartGroups
      section={props.charts}
      panels={data.panels}
      range={data.range}
      onSelect={(from, to) => props.onRange(rangeOfSelection(from, to))}
    />
  ) : null;
}
