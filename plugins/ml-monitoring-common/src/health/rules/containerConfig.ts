import { troubledSince } from '../podEvents';
import { containersWith, ownerOf, podEvidence } from '../troubles';
import { lacksCredentials } from './modelDownload';
import type { ClusterRule } from './types';

export const containerConfig: ClusterRule = {
  findings: {
    'container-config': {
      means: 'a container cannot be created',
      usually: 'a Secret or ConfigMap it names is not there',
    },
  },
  judge: cluster =>
    containersWith('container-config', cluster)
      .filter(({ container }) => !lacksCredentials(container))
      .map(troubled => {
        const { container, predictor, pods, status } = troubled;
        return {
          rule: 'container-config',
          status,
          title: `The container "${container.name}" of ${ownerOf(troubled)} cannot be created`,
          detail: [container.reason, container.message]
            .filter(Boolean)
            .join(': '),
          predictor,
          since: troubledSince(pods, cluster.events, container),
          confidence: 'certain',
          evidence: podEvidence(troubled, cluster.events),
          remedy:
            'Create the Secret or ConfigMap that is missing, or correct the name, command or security settings in the SeldonDeployment.',
        };
      }),
};
