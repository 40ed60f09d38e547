/** Dasselbe auf Deutsch. */
export const compareMessagesDe = {
  'compare.earlier.label': 'Vergleichen mit',
  'compare.earlier.nothing': 'nichts',
  'compare.earlier.1h': '1 h früher',
  'compare.earlier.1d': '1 Tag früher',
  'compare.earlier.7d': '7 Tage früher',
  'compare.earlier.loading': 'Dieselben Minuten {{earlier}} werden gelesen…',
  'compare.earlier.shown':
    'Gestrichelt: dieselben Minuten {{earlier}}, {{from}} – {{to}}.',
  'compare.earlier.clocks':
    'Dazwischen wurden die Uhren umgestellt: nach der Uhr liegen diese Minuten {{minutes}} Minuten neben jenen.',
  'compare.earlier.partly': 'Prometheus hat nichts von vor {{from}}.',
  'compare.earlier.notKept':
    'Prometheus hat nichts von {{earlier}}: es beginnt bei {{from}}.',
  'compare.earlier.nothingThen':
    'In denselben Minuten {{earlier}} wurde nichts gemessen.',
  'compare.earlier.failed': 'Was {{earlier}} war, konnte nicht gelesen werden',
  'compare.earlier.change': '{{now}}, war {{then}} ({{change}})',
  'compare.earlier.noChange': '{{now}}, war {{then}}',
  'compare.earlier.noneThen': '{{now}}, war nicht gemessen',
  'compare.earlier.column': '{{name}}, {{earlier}}',
  'compare.predictors.title': 'Prädiktoren nebeneinander',
  'compare.predictors.loading': 'Die Prädiktoren werden verglichen',
  'compare.predictors.predictor': 'Prädiktor',
  'compare.predictors.weight': 'Gewicht',
  'compare.predictors.requestsPerSecond': 'Anfragen',
  'compare.predictors.success': 'Erfolg',
  'compare.predictors.callerFaults': '4xx',
  'compare.predictors.serverFaults': '5xx',
  'compare.predictors.p50': 'p50',
  'compare.predictors.p95': 'p95',
  'compare.predictors.p99': 'p99',
  'compare.predictors.main': 'der Hauptprädiktor, mit ihm wird verglichen',
  'compare.predictors.shadow': 'Schatten',
  'compare.predictors.total': '{{number}} Anfragen',
  'compare.predictors.measuredFor': 'gemessen {{time}} von {{range}}',
  'compare.predictors.reading': 'wird gelesen…',
  'compare.predictors.notMeasured': 'nicht gemessen',
  'compare.predictors.shadowWeight': 'Kopien von {{percent}} der Anfragen',
  'compare.predictors.absoluteAndRelative': '{{absolute}} ({{relative}})',
  'compare.predictors.atLeast': 'mindestens {{difference}}',
  'compare.predictors.more': '{{difference}} mehr',
  'compare.predictors.fewer': '{{difference}} weniger',
  'compare.predictors.higher': '{{difference}} höher',
  'compare.predictors.lower': '{{difference}} niedriger',
  'compare.predictors.slower': '{{difference}} langsamer',
  'compare.predictors.faster': '{{difference}} schneller',
  'compare.predictors.few': 'zu wenige Anfragen, um es zu sagen',
  'compare.predictors.same': 'kein klarer Unterschied',
  'compare.predictors.verdict': '{{name}} neben {{main}}: {{differences}}.',
  'compare.predictors.verdictPart': '{{measure}} {{difference}}',
  'compare.predictors.verdictSame':
    'kein klarer Unterschied in Erfolg und Latenz',
  'compare.predictors.verdictFew':
    'zu wenige Anfragen, um es zu sagen ({{number}})',
  'compare.predictors.explained':
    'Über {{from}} – {{to}}, als Ganzes gezählt: Anteile sind alle Fehler durch alle Anfragen, Perzentile die aller Anfragen. Ein Unterschied von Anteilen wird genannt, wo sich die 99-%-Intervalle der beiden nicht überschneiden, einer von Perzentilen ab fünf Anfragen darüber.',
  'compare.predictors.failed':
    'Die Latenz über den ganzen Zeitraum konnte nicht gelesen werden',
  'compare.node.title': 'Ein Knoten neben dem Ganzen',
  'compare.node.label': 'Neben dem ganzen Prädiktor zeichnen',
  'compare.node.nothing': 'keinen Knoten',
  'compare.node.ofPredictor': '{{node}} von {{predictor}}',
  'compare.node.whole': '{{predictor}}, das Ganze',
  'compare.node.chart': '{{title}}: {{node}} neben dem Ganzen',
  'compare.node.explained':
    'Aufrufe des Knotens durch den Orchestrator neben dem, was Aufrufer des Modells sehen. Perzentile der Knoten ergeben zusammen nicht das des Ganzen.',
  'compare.split.label': 'Aufteilen nach',
  'compare.split.nothing': 'nichts',
  'compare.split.of': '{{title}} aufteilen nach',
  'compare.panels.button': 'Diagramme wählen',
  'compare.panels.some': '{{shown}} von {{all}} Diagrammen',
  'compare.panels.title': 'Diagramme, die gezeigt werden',
  'compare.panels.search': 'Diagramme suchen',
  'compare.panels.all': 'Alle zeigen',
  'compare.panels.only': 'nur dieses',
  'compare.panels.onlyOf': 'Nur {{title}} zeigen',
  'compare.panels.noMatch': 'Kein Diagramm heißt so.',
  'compare.panels.hidden':
    'Die Diagramme, die hierher gehören, sind nicht unter den gewählten.',
  'compare.unknown.title':
    'Einiges, wonach diese Adresse fragt, wird nicht gezeigt',
  'compare.unknown.compare': 'compare: „{{name}}“ ist nichts von {{known}}.',
  'compare.unknown.by':
    'by: „{{name}}“ muss custom:<Metrik>=<Tag> sein, mit einem Tag je Metrik.',
  'compare.unknown.node':
    'node: „{{name}}“ ist nicht als <Prädiktor>/<Knoten> geschrieben.',
  'compare.unknown.panel':
    'Ein Diagramm „{{name}}“ gibt es in diesem Zeitraum nicht. Es kann zu einer Metrik gehören, die das Modell nicht mehr hat.',
  'compare.unknown.tag':
    'Diagramm „{{panel}}“ lässt sich nicht nach „{{tag}}“ aufteilen. {{known}}',
  'compare.unknown.tags': 'Es hat {{tags}}.',
  'compare.unknown.noTags': 'Es hat keine Tags.',
  'compare.unknown.noNode':
    'Vom Knoten „{{node}}“ des Prädiktors „{{predictor}}“ wurde in diesem Zeitraum nichts gemessen.',
  'compare.unknown.drop': 'Weglassen',
} as const;
