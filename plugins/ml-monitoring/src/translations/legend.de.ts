/** Dasselbe auf Deutsch. */
export const legendMessagesDe = {
  'legend.title': 'Linien von {{title}}',
  'legend.rest': 'Rest ({{number}})',
  'legend.more': 'und {{number}} weitere',
  'legend.choose': 'Linien wählen',
  'legend.close': 'Auswahl beenden',
  'legend.search': 'Linien suchen',
  'legend.searchIn': 'In den Linien von {{title}} suchen',
  'legend.none': 'Keine Linie heißt "{{text}}".',
  'legend.all': 'Alle {{number}} zeichnen',
  'legend.only.largest': 'Die {{number}} größten zeichnen',
  'legend.only.lowest': 'Die {{number}} niedrigsten zeichnen',
  'legend.largest':
    '{{drawn}} von {{all}} sind gezeichnet: die mit den größten Werten.',
  'legend.lowest':
    '{{drawn}} von {{all}} sind gezeichnet: die mit den niedrigsten Werten.',
} as const;
