/** What is said in English of the lines of a chart. */
export const legendMessages = {
  title: 'Lines of {{title}}',
  rest: 'Rest ({{number}})',
  more: 'and {{number}} more',
  choose: 'Choose lines',
  close: 'Done choosing',
  search: 'Search lines',
  searchIn: 'Search the lines of {{title}}',
  none: 'No line is called "{{text}}".',
  all: 'Draw all {{number}}',
  only: {
    largest: 'Draw the {{number}} largest',
    lowest: 'Draw the {{number}} lowest',
  },
  largest: '{{drawn}} of {{all}} are drawn: those with the largest values.',
  lowest: '{{drawn}} of {{all}} are drawn: those with the lowest values.',
} as const;
