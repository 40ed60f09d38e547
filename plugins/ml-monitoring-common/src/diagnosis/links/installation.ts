import { seldonApi as seldonApiCheck } from '../../readiness/checks/seldonApi';
import {
  CONTROLLER_ID_LABEL,
  seldonOperator as seldonOperatorCheck,
} from '../../readiness/checks/seldonOperator';
import { webhooks as webhooksCheck } from '../../readiness/checks/webhooks';
import { answerOf, reasonOf } from '../asked';
import { defineLink, waitsFor } from './types';

/** The cluster serves the kind at all. */
export const seldonApi = defineLink(
  { id: 'seldon-api', title: 'The cluster knows SeldonDeployments' },
  ({ facts }) => {
    const check = seldonApiCheck(facts);
    return check.status === 'unknown' && answerOf(facts.model)
      ? {
          status: 'ok',
          summary: 'The SeldonDeployment was read in version v1',
        }
      : check;
  },
);

/** An operator takes up this model, by its namespace and label. */
export const seldonOperator = defineLink(
  { id: 'seldon-operator', title: 'A Seldon operator looks after the model' },
  ({ facts }) => {
    const model = answerOf(facts.model);
    const check = seldonOperatorCheck({
      ...facts,
      namespaces: [facts.namespace],
      controllerId: model?.model.labels[CONTROLLER_ID_LABEL],
    });
    return check.status === 'ok' && !model
      ? {
          status: 'unknown',
          summary:
            'A Seldon operator looks after the namespace; whether the model asks for another one is not known',
          evidence: reasonOf(facts.model),
        }
      : check;
  },
);

/** What was left behind refuses every change. */
export const webhooks = defineLink(
  { id: 'webhooks', title: "Seldon's webhooks answer" },
  context =>
    waitsFor(context, ['seldon-api'], 'What webhooks do') ??
    webhooksCheck(context.facts),
);
