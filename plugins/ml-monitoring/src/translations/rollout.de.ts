/** Dasselbe auf Deutsch. */
export const rolloutMessagesDe = {
  'rollout.set': '{{percent}} eingestellt',
  'rollout.inSpec': '{{percent}} im SeldonDeployment',
  'rollout.observed': '{{percent}} beobachtet',
  'rollout.notObserved': 'nicht gemessen',
  'rollout.title': 'Neue Version',
  'rollout.starting':
    '{{candidate}} steht neben {{stable}} und soll {{percent}} der Anfragen bekommen, sobald sie bereit ist.',
  'rollout.serving':
    '{{candidate}} steht neben {{stable}} und bekommt {{percent}} der Anfragen.',
  'rollout.finishing':
    '{{candidate}} und {{stable}}: eine der beiden wird gerade entfernt.',
  'rollout.start': 'Neue Version ausrollen',
  'rollout.promote': '{{candidate}} übernehmen lassen',
  'rollout.abort': '{{candidate}} zurücknehmen',
};
