/** What is said in English of two versions that stand side by side. */
export const rolloutMessages = {
  set: '{{percent}} set',
  inSpec: '{{percent}} in the SeldonDeployment',
  observed: '{{percent}} observed',
  notObserved: 'not measured',
  title: 'New version',
  starting:
    '{{candidate}} stands beside {{stable}} and is to have {{percent}} of the requests once it is ready.',
  serving:
    '{{candidate}} stands beside {{stable}} and has {{percent}} of the requests.',
  finishing: '{{candidate}} and {{stable}}: one of them is being taken away.',
  start: 'Roll out a new version',
  promote: 'Promote {{candidate}}',
  abort: 'Take {{candidate}} back',
} as const;
