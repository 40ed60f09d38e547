import type { ExposureKind } from '../../manifests/types';
import { defineCheck } from './types';
import { isUnread, unread } from './unread';

const TITLES: Record<ExposureKind, string> = {
  route: 'Routes',
  ingress: 'Ingresses',
  gateway: 'HTTPRoutes',
};

export const exposure = defineCheck(
  { id: 'exposure', title: 'Models can be exposed' },
  facts => {
    const { apis, gateway, settings } = facts;
    const wanted = (settings.provisioning?.exposure ?? []).filter(
      kind => kind !== 'none',
    );
    if (!wanted.length) {
      return {
        status: 'not-applicable',
        summary: settings.provisioning
          ? 'The configuration lets no model be exposed (mlMonitoring.provisioning.exposure)'
          : 'Nothing is provisioned, so that nothing is exposed',
      };
    }
    if (isUnread(apis)) {
      return unread(apis, 'Which APIs the cluster has is not known', facts);
    }
    const served = wanted.filter(
      kind => apis.status === 'read' && apis.value[kind],
    );
    const evidence = wanted.map(
      kind =>
        `${TITLES[kind]} are ${served.includes(kind) ? '' : 'not '}served by the cluster`,
    );
    if (!served.length) {
      return {
        status: 'broken',
        summary: `The cluster has none of the ways in which models may be exposed: ${wanted.map(kind => TITLES[kind]).join(', ')}`,
        evidence,
        fix: {
          summary:
            'Add a way that the cluster has to mlMonitoring.provisioning.exposure in the configuration of the portal.',
        },
      };
    }
    const parent = settings.provisioning?.gateway?.parentRef;
    if (served.includes('gateway') && gateway?.status === 'absent') {
      return {
        status: 'broken',
        summary: `There is no Gateway ${parent?.namespace ? `${parent.namespace}/` : ''}${parent?.name} for HTTPRoutes to hang on`,
        evidence,
        fix: {
          summary:
            'Correct mlMonitoring.provisioning.gateway.parentRef in the configuration of the portal, or have the Gateway created.',
        },
      };
    }
    if (served.includes('gateway') && gateway && isUnread(gateway)) {
      return unread(
        gateway,
        'Whether the Gateway for HTTPRoutes exists could not be found out',
        facts,
      );
    }
    return {
      status: 'ok',
      summary: `Models can be exposed by ${served.map(kind => TITLES[kind]).join(', ')}`,
      evidence,
    };
  },
);
