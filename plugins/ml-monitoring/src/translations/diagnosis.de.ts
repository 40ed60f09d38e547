/** Dasselbe auf Deutsch. */
export const diagnosisMessagesDe = {
  'diagnosis.title': 'Von der Anfrage zum Diagramm',
  'diagnosis.about':
    'Jedes Glied braucht die vor ihm. Beim ersten, das gerissen ist, fängt man an.',
  'diagnosis.loading': 'Die Kette wird abgeschritten',
  'diagnosis.whole': 'Ganz',
  'diagnosis.broken': 'Gerissen',
  'diagnosis.undecided': 'Nicht bekannt',
  'diagnosis.breaksHere': 'Hier reißt die Kette',
  'diagnosis.whyNoData': 'Warum gibt es keine Daten?',
  'diagnosis.walkAgain': 'Erneut abschreiten',
  'diagnosis.asOf': 'Stand {{time}}',
  'diagnosis.open': 'Zur Diagnose',
  'diagnosis.noData': 'In den Diagrammen sind keine Daten',
} as const;
