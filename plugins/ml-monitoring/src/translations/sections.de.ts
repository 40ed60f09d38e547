/** Dasselbe auf Deutsch. */
export const sectionMessagesDe = {
  'sections.title': 'Mehr zu diesem Modell',
  'sections.loading': 'Dieser Teil wird geladen',
  'sections.metrics': 'Eigene Metriken',
  'sections.graph': 'Graph',
  'sections.pods': 'Pods & Logs',
  'sections.timeline': 'Verlauf',
  'sections.diagnosis': 'Diagnose',
  'sections.prediction': 'Testvorhersage',
  'sections.noCustom':
    'Das Modell hat keine eigenen Metriken. Was sein Code unter "metrics" einer Antwort mitgibt oder an einem Metrik-Port anbietet, erscheint hier von selbst.',
} as const;
