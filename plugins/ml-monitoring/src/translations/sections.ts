/** What is said in English of the parts of a model's page below its charts. */
export const sectionMessages = {
  title: 'More about this model',
  loading: 'Loading this part',
  metrics: 'Custom metrics',
  graph: 'Graph',
  pods: 'Pods & logs',
  timeline: 'Timeline',
  diagnosis: 'Diagnosis',
  prediction: 'Test prediction',
  noCustom:
    'The model has no metrics of its own. What its code adds under "metrics" of an answer, or exports on a metrics port, appears here by itself.',
} as const;
