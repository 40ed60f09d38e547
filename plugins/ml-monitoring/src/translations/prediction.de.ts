/** Dasselbe auf Deutsch. */
export const predictionMessagesDe = {
  'prediction.title': 'Testvorhersage',
  'prediction.loading': 'Das Modell wird gefragt, was es annimmt',
  'prediction.protocol': 'Protokoll: {{protocol}}',
  'prediction.seldon': 'Seldon',
  'prediction.tensorflow': 'TensorFlow Serving',
  'prediction.v2': 'Open Inference (V2)',
  'prediction.warning': 'Dies fragt das laufende Modell',
  'prediction.warningDetail':
    'Die Vorhersage zählt in seinen Metriken wie jede andere, und das Modell kann sie protokollieren. Wer eine geschickt hat, wird festgehalten, was geschickt wurde nicht.',
  'prediction.off': 'Testvorhersagen sind nicht eingeschaltet',
  'prediction.offDetail':
    'Wer dieses Portal betreut, schaltet sie mit mlMonitoring.provisioning.predictions.enabled: true ein.',
  'prediction.forbidden':
    'Du darfst diesem Modell keine Testvorhersagen schicken',
  'prediction.forbiddenDetail':
    'Dafür braucht es die Berechtigung {{permission}}. Bitte darum, wer in diesem Portal die Berechtigungen pflegt.',
  'prediction.fromMetadata':
    'Das Beispiel ist aus dem gemacht, was das Modell über seine Eingaben sagt.',
  'prediction.fromProtocol':
    'Das Modell sagt nichts über seine Eingaben, dies ist also nur die Form seines Protokolls: Setze Werte ein, die es kennt.',
  'prediction.shortened':
    'Das Modell nimmt mehr Werte an, als ein Beispiel hat: Die Größen hier sind kleiner, als es angibt.',
  'prediction.noExample':
    'Kein Beispiel ist kurz genug für die Höchstgröße. Schreib einen eigenen Inhalt.',
  'prediction.inputs': 'Was das Modell annimmt',
  'prediction.noInputs': 'Das Modell sagt nichts über seine Eingaben.',
  'prediction.input': 'Eingabe',
  'prediction.datatype': 'Typ',
  'prediction.shape': 'Form',
  'prediction.columns': 'Spalten',
  'prediction.anySize': 'beliebig',
  'prediction.notSaid': 'nicht gesagt',
  'prediction.predictor': 'Predictor',
  'prediction.byWeight': 'Wie Aufrufer es erreichen, nach Gewicht',
  'prediction.body': 'Inhalt',
  'prediction.size': '{{bytes}} von höchstens {{maximum}}',
  'prediction.format': 'Formatieren',
  'prediction.reset': 'Wieder das Beispiel',
  'prediction.send': 'Senden',
  'prediction.sendKeys': 'Strg+Enter sendet.',
  'prediction.sending': 'Es wird auf das Modell gewartet',
  'prediction.cancel': 'Abbrechen',
  'prediction.problem.empty': 'Schreib zuerst einen Inhalt.',
  'prediction.problem.tooLarge': 'Der Inhalt ist länger als erlaubt.',
  'prediction.problem.tooDeep': 'Der Inhalt hat mehr als 100 Ebenen.',
  'prediction.problem.value': 'Zeile {{line}}: Hier wird ein Wert erwartet.',
  'prediction.problem.key':
    'Zeile {{line}}: Hier wird ein Name in doppelten Anführungszeichen erwartet.',
  'prediction.problem.colon':
    'Zeile {{line}}: Nach dem Namen wird ein Doppelpunkt erwartet.',
  'prediction.problem.listComma':
    'Zeile {{line}}: Hier wird ein Komma oder ] erwartet.',
  'prediction.problem.objectComma':
    'Zeile {{line}}: Hier wird ein Komma oder } erwartet.',
  'prediction.problem.text':
    'Zeile {{line}}: Diesem Text fehlt das schließende Anführungszeichen, oder er hat ein \\, das für nichts steht.',
  'prediction.problem.after':
    'Zeile {{line}}: Auf das Ende des Inhalts darf nichts folgen.',
  'prediction.problem.unfinished': 'Zeile {{line}}: Der Inhalt endet zu früh.',
  'prediction.answer': 'Antwort',
  'prediction.noAnswer': 'Noch wurde nichts gesendet.',
  'prediction.cancelled': 'Abgebrochen',
  'prediction.cancelledDetail':
    'Was unterwegs war, kann in seinen Metriken noch zählen.',
  'prediction.took': 'in {{duration}}',
  'prediction.throughUrl': 'über {{url}}, wie Aufrufer es erreichen',
  'prediction.throughProxy': 'über den API-Server des Clusters',
  'prediction.cut': 'Die ersten {{shown}} von {{total}} Zeichen.',
  'prediction.copyAnswer': 'Antwort kopieren',
  'prediction.failedInside':
    'Es sagt in der Antwort, dass es scheiterte. Sieh auf die Antwort, dann in seine Logs.',
  'prediction.metrics': 'Eigene Metriken in der Antwort',
  'prediction.noMetrics': 'Das Modell hat seiner Antwort keine mitgegeben.',
  'prediction.metric': 'Metrik',
  'prediction.type': 'Art',
  'prediction.value': 'Wert',
  'prediction.tags': 'Tags',
  'prediction.counter': 'Zähler',
  'prediction.gauge': 'Messwert',
  'prediction.timer': 'Dauer',
  'prediction.failed': 'Keine Antwort des Modells',
  'prediction.status.ok': 'Das Modell hat geantwortet',
  'prediction.status.elsewhere':
    'Es verweist an eine andere Stelle, wohin niemand folgt',
  'prediction.status.refused':
    'Das Modell weist den Inhalt zurück: Vergleiche ihn mit dem, was es annimmt',
  'prediction.status.locked': 'Etwas vor dem Modell verlangt eine Berechtigung',
  'prediction.status.missing':
    'Dort nimmt nichts Vorhersagen an: Ist seine Route schon aufgenommen?',
  'prediction.status.large': 'Der Inhalt ist ihm zu lang',
  'prediction.status.busy': 'Es hat zu viel zu tun',
  'prediction.status.late': 'Etwas vor dem Modell hat das Warten aufgegeben',
  'prediction.status.notReady': 'Hinter der Adresse ist nichts bereit',
  'prediction.status.fault': 'Das Modell ist gescheitert',
} as const;
