import { seldon } from '../api/structures';
import { withFaultyModel } from './modelContainers';
import type { Scenario } from './types';

/** Clusters that are made otherwise; nothing in them is broken. */
export const setupScenarios: Scenario[] = [
  {
    name: 'operatorhub-crd',
    kind: 'setup',
    description:
      'Seldon came from OperatorHub, whose definition drops progressDeadlineSeconds and metricsv2',
    setup: {
      withoutFields: { SeldonDeployment: seldon.absentFromOperatorHub },
    },
  },
  {
    name: 'seldon-1.2',
    kind: 'setup',
    description: 'The Seldon operator is the tutorial’s, of 2020',
    setup: { seldonVersion: '1.2' },
  },
  {
    name: 'plain-kubernetes',
    kind: 'setup',
    description: 'The cluster is not OpenShift: there are no Routes',
    setup: { withoutGroups: ['route.openshift.io'] },
  },
  {
    name: 'creating-forever',
    kind: 'setup',
    description:
      'The Seldon operator is of 2020 and never gives up on a model, whose process ends soon after it starts',
    setup: { seldonVersion: '1.2' },
    changePod: withFaultyModel({ EXIT_CODE: '1' }),
  },
];
