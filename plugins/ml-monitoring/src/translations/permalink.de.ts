/** Dasselbe auf Deutsch. */
export const permalinkMessagesDe = {
  'permalink.copy': 'Link kopieren',
  'permalink.copyFinding': 'Link zu diesem Befund kopieren',
  'permalink.copied': 'Der Link ist kopiert',
  'permalink.copyByHand':
    'Kopiere diesen Link: Der Browser lässt es die Seite nicht tun',
  'permalink.link': 'Link',
  'permalink.shows':
    'Er zeigt {{from}} bis {{to}}, {{zone}}, wann immer er geöffnet wird.',
} as const;
