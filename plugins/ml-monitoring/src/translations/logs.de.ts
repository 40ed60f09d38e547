/** Dasselbe auf Deutsch. */
export const logMessagesDe = {
  'logs.title': 'Letzte Zeilen eines Containers',
  'logs.hint':
    'Wähle einen Container, um seine letzten 50 Zeilen zu lesen. Was wie ein Geheimnis aussieht, ist geschwärzt.',
  'logs.container': 'Container',
  'logs.option': '{{pod}} / {{container}} ({{state}})',
  'logs.waiting': 'wartet',
  'logs.running': 'läuft',
  'logs.terminated': 'beendet',
  'logs.run': 'Lauf',
  'logs.current': 'Dieser Lauf',
  'logs.previous': 'Der Lauf davor',
  'logs.showOf': 'Letzte Zeilen von {{container}} zeigen',
  'logs.showOfPod': 'Letzte Zeilen von {{container}} in {{pod}} zeigen',
  'logs.loading': 'Das Log wird gelesen',
  'logs.refresh': 'Erneut lesen',
  'logs.copy': 'Zeilen kopieren',
  'logs.asOf': 'gelesen {{time}}',
  'logs.truncated': 'Die letzten {{number}} Zeilen. Davor standen weitere.',
  'logs.whole': 'Alle {{number}} Zeilen.',
  'logs.empty': 'Der Container hat nichts geschrieben.',
  'logs.emptyReason':
    'Vielleicht endete er vor der ersten Zeile: Sieh auf seinen Exit-Code oder auf den Lauf davor.',
  'logs.gone': 'Diesen Container gibt es nicht mehr',
  'logs.goneReason': 'Sein Pod wurde ersetzt. Wähle einen, den es gibt.',
  'logs.refusedTitle': 'Der Cluster hat diese Zeilen nicht',
} as const;
