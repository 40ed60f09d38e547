import { lazy, type ComponentType } from 'react';
import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import type { ModelPromise } from '../../queries/useModel';
import type { SectionId } from '../../url/selection';
import type { TimeRange } from '../../url/timeRange';
import { CustomMetricsSection } from './CustomMetricsSection';
import { PodsSection } from './PodsSection';

/** What every section is given. What else it needs it asks for once it is opened; answers are shared by their keys. */
export interface SectionProps {
  model: ModelRef;
  /** What the entity promises of the model. */
  promise: ModelPromise;
  range: TimeRange;
  /** How often to ask again. 0: never. */
  refreshSeconds: number;
  onRange(range: TimeRange): void;
}

export interface Section {
  id: SectionId;
  Component: ComponentType<SectionProps>;
}

/** Each comes when it is looked at, so that the charts above need not wait for what few open. */
const GraphSection = lazy(() =>
  import('../graph/GraphSection').then(m => ({ default: m.GraphSection })),
);
const TimelineSection = lazy(() =>
  import('../timeline/TimelineSection').then(m => ({
    default: m.TimelineSection,
  })),
);
const DiagnosisSection = lazy(() =>
  import('../diagnosis/DiagnosisSection').then(m => ({
    default: m.DiagnosisSection,
  })),
);
const PredictionSection = lazy(() =>
  import('../prediction/PredictionSection').then(m => ({
    default: m.PredictionSection,
  })),
);

/** What stands below the charts, one at a time, in this order. */
export const sections: readonly Section[] = [
  { id: 'metrics', Component: CustomMetricsSection },
  { id: 'graph', Component: GraphSection },
  { id: 'pods', Component: PodsSection },
  { id: 'timeline', Component: TimelineSection },
  { id: 'diagnosis', Component: DiagnosisSection },
  { id: 'prediction', Component: PredictionSection },
];

export const defaultSection: SectionId = 'pods';
