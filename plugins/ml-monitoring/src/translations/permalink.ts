/** What is said in English of addresses that are handed on. */
export const permalinkMessages = {
  copy: 'Copy link',
  copyFinding: 'Copy link to this finding',
  copied: 'The link is copied',
  copyByHand: 'Copy this link: the browser does not let the page do it',
  link: 'Link',
  shows: 'It shows {{from}} to {{to}}, {{zone}}, whenever it is opened.',
} as const;
