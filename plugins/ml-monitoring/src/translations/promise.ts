/** What is said in English of how numbers went and of what was promised. */
export const promiseMessages = {
  trend: {
    explained:
      'Numbers over the last {{window}}, lines over the last {{trend}}.',
    range: 'Over the last {{window}} between {{min}} and {{max}}.',
    flat: 'Over the last {{window}} at {{value}}.',
    gaps: 'Not measured for {{duration}} of it.',
  },
  budget: {
    availability: 'Error budget',
    latency: 'Latency budget',
    left: '{{percent}} of {{window}} left',
    spent: 'used up, {{percent}} of {{window}} over',
    notMeasured: 'not measured',
    days: '{{number}} days',
    shortened:
      'Counted over the {{window}} that the source keeps, not over {{wanted}}.',
    promised: '{{percent}} without a server fault',
    promisedWithin: '{{percent}} within {{bound}}',
    burn: 'Burn rate',
    burnNow: 'burn rate {{rate}}',
    burnOver: '{{rate}} over {{window}}',
    burnMeans: '1 × uses up exactly the whole budget.',
    times: '{{number}} ×',
  },
} as const;
