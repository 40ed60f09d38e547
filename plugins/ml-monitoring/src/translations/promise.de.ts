/** Dasselbe auf Deutsch. */
export const promiseMessagesDe = {
  'trend.explained':
    'Zahlen über die letzten {{window}}, Linien über die letzten {{trend}}.',
  'trend.range': 'Über die letzten {{window}} zwischen {{min}} und {{max}}.',
  'trend.flat': 'Über die letzten {{window}} bei {{value}}.',
  'trend.gaps': 'Davon {{duration}} nicht gemessen.',
  'budget.availability': 'Fehlerbudget',
  'budget.latency': 'Latenzbudget',
  'budget.left': '{{percent}} von {{window}} übrig',
  'budget.spent': 'aufgebraucht, um {{percent}} von {{window}} überzogen',
  'budget.notMeasured': 'nicht gemessen',
  'budget.days': '{{number}} Tagen',
  'budget.shortened':
    'Gezählt in {{window}}, die die Quelle behält, statt in {{wanted}}.',
  'budget.promised': '{{percent}} ohne Fehler des Servers',
  'budget.promisedWithin': '{{percent}} binnen {{bound}}',
  'budget.burn': 'Verbrauchsrate',
  'budget.burnNow': 'Verbrauchsrate {{rate}}',
  'budget.burnOver': '{{rate}} über {{window}}',
  'budget.burnMeans': '1 × verbraucht genau das ganze Budget.',
  'budget.times': '{{number}} ×',
};
