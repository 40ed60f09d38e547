import { isPredictorServiceHashed } from '../../manifests/names';
import type { ClusterFacts } from '../../health/facts';
import { isOver } from '../../health/pods';
import { isStopped, type PredictorFact } from '../../health/predictors';
import { isUnread, unread } from '../../readiness/checks/unread';
import { shell } from '../../shell';
import { answerOf } from '../asked';
import type { DiagnosisFacts, ServiceFact } from '../facts';
import { defineLink, waitsFor, type LinkContext, type Outcome } from './types';

/** By which callers and monitors name the port of the orchestrator, or of the model where there is none. */
const PORT = 'http';

export const service = defineLink(
  { id: 'service', title: 'Services lead to the pods of the model' },
  context => {
    const { facts } = context;
    const cluster = answerOf(facts.model);
    if (!cluster) {
      return (
        waitsFor(context, ['seldon-api'], 'Whether it has Services') ?? {
          status: 'unknown',
          summary:
            'Which Services the model needs is not known: it could not be read',
        }
      );
    }
    if (isUnread(facts.services)) {
      return unread(
        facts.services,
        'Whether Services lead to the model could not be found out',
        facts,
      );
    }
    const services =
      facts.services.status === 'read' ? facts.services.value : [];
    const meant = cluster.model.predictors.filter(each => !isStopped(each));
    const verdicts = (meant.length ? meant : cluster.model.predictors).map(
      predictor => judge(predictor, services, { cluster, context }),
    );
    return (
      verdicts.find(({ status }) => status === 'broken') ??
      verdicts.find(({ status }) => status === 'unknown') ?? {
        status: 'ok',
        summary: verdicts.map(({ summary }) => summary).join('; '),
        evidence: verdicts.flatMap(({ evidence = [] }) => evidence),
      }
    );
  },
);

function judge(
  predictor: PredictorFact,
  services: readonly ServiceFact[],
  { cluster, context }: { cluster: ClusterFacts; context: LinkContext },
): Outcome {
  const { name, serviceName } = predictor;
  const { ref } = context.facts;
  const found = services.find(each => each.name === serviceName);
  const evidence = isPredictorServiceHashed(ref.name, name)
    ? [
        `${ref.name}-${name} is too long for a name: the operator calls the Service ${serviceName}`,
      ]
    : [];
  if (!found) {
    return (
      waitsFor(
        context,
        ['seldon-operator', 'model'],
        `Whether there will be a Service ${serviceName}`,
      ) ?? {
        status: 'broken',
        summary: `There is no Service ${serviceName}, which the operator makes for predictor ${name}`,
        evidence,
        fix: askOperator(context.facts),
      }
    );
  }
  const ports = found.ports.map(
    each => `${each.name ?? 'unnamed'} ${each.port}`,
  );
  evidence.push(`Service ${serviceName} has the ports ${ports.join(', ')}`);
  if (!found.ports.some(each => each.name === PORT)) {
    return {
      status: 'broken',
      summary: `Service ${serviceName} has no port that is called ${PORT}`,
      evidence,
      fix: askOperator(context.facts),
    };
  }
  const ready = cluster.readyEndpoints[serviceName];
  if (ready === undefined) {
    return {
      status: 'unknown',
      summary: `Which pods Service ${serviceName} leads to could not be found out`,
      evidence,
    };
  }
  return ready > 0
    ? {
        status: 'ok',
        summary: `Service ${serviceName} leads to ${ready} ready ${ready === 1 ? 'pod' : 'pods'}`,
        evidence,
      }
    : leadsNowhere(predictor, found, { cluster, context, evidence });
}

function leadsNowhere(
  { name, serviceName }: PredictorFact,
  { selector }: ServiceFact,
  {
    cluster,
    context,
    evidence,
  }: { cluster: ClusterFacts; context: LinkContext; evidence: string[] },
): Outcome {
  const ready = cluster.model.pods.filter(
    pod => pod.predictor === name && pod.ready && !isOver(pod),
  );
  const wanted = Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  if (!ready.length) {
    return (
      waitsFor(context, ['model'], `Whether Service ${serviceName} works`) ?? {
        status: 'broken',
        summary: `Service ${serviceName} leads nowhere: no pod of predictor ${name} is ready`,
        evidence,
        fix: {
          summary: 'Find out why its pods are not ready.',
          command: shell`kubectl --namespace ${context.facts.ref.namespace} describe pods --selector ${wanted}`,
        },
      }
    );
  }
  const labelled = context.facts.pods;
  return {
    status: 'broken',
    summary: `Service ${serviceName} leads nowhere: it selects pods labelled ${wanted}, and none of those that are ready is`,
    evidence: [
      ...evidence,
      ...(labelled.status === 'read'
        ? labelled.value
            .filter(pod => ready.some(each => each.name === pod.name))
            .map(
              pod =>
                `Pod ${pod.name} is labelled ${Object.entries(pod.labels)
                  .map(([key, value]) => `${key}=${value}`)
                  .join(',')}`,
            )
        : ready.map(pod => `Pod ${pod.name} is ready`)),
    ],
    fix: {
      summary:
        'Find out who takes the label off, such as a mutating webhook, and have the pods made anew once it does not.',
      command: `kubectl get mutatingwebhookconfigurations\n${shell`kubectl --namespace ${context.facts.ref.namespace} delete pods ${ready.map(each => each.name)}`}`,
    },
  };
}

function askOperator({ ref }: DiagnosisFacts): Outcome['fix'] {
  return {
    summary:
      'The operator makes it and puts right what others change. That it does not, its log and the events of the SeldonDeployment explain.',
    command: shell`kubectl --namespace ${ref.namespace} describe seldondeployment ${ref.name}`,
  };
}
