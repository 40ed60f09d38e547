/** What is said in English of the way from a request to a point in a chart. What was found of it comes in words from the backend. */
export const diagnosisMessages = {
  title: 'From the request to the chart',
  about:
    'Every link needs the ones before it. The first broken one is where to begin.',
  loading: 'Walking the chain',
  whole: 'Whole',
  broken: 'Broken',
  undecided: 'Not known',
  breaksHere: 'The chain breaks here',
  whyNoData: 'Why is there no data?',
  walkAgain: 'Walk it again',
  asOf: 'as of {{time}}',
  open: 'See the diagnosis',
  noData: 'There is no data in the charts',
} as const;
