import type { ClusterFacts, ModelServiceFact } from '../facts';
import { isOver, type PodFact } from '../pods';
import {
  isStarting,
  isStopped,
  severityOfOutage,
  type PredictorFact,
} from '../predictors';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** Callers reach a predictor by its Service: whether it is there and leads to the pods. */
export const services: ClusterRule = {
  findings: {
    'service-missing': {
      means: "a predictor's Service is not there: nobody can call it",
      usually:
        'somebody deleted it, or the Seldon operator does not run, which would make it anew',
    },
    'service-selector': {
      means: "a predictor's Service selects none of its pods",
      usually:
        'labels of the pods or the selector of the Service were changed, by hand or by a webhook',
    },
    'service-port': {
      means: "a predictor's Service leads to a port that its pods do not have",
      usually: 'a port was renamed or moved, by hand or by a webhook',
    },
  },
  judge: (cluster, context) =>
    cluster.model.predictors
      .filter(each => !isStopped(each))
      .flatMap(each => judge(cluster, each, context)),
};

function judge(
  cluster: ClusterFacts,
  predictor: PredictorFact,
  context: RuleContext,
): Judgement[] {
  const { name, serviceName } = predictor;
  if (!cluster.services) {
    return [];
  }
  const service = cluster.services.find(each => each.name === serviceName);
  if (!service) {
    return [missing(cluster, predictor, context)];
  }
  const pods = cluster.model.pods.filter(
    pod => pod.predictor === name && !isOver(pod),
  );
  if (pods.length && !service.selects.length) {
    return [selectsNothing(cluster, predictor, { service, pods })];
  }
  const astray = service.ports.filter(({ leadsNowhere }) => leadsNowhere);
  return astray.length
    ? [leadsAstray(cluster, predictor, { service, astray })]
    : [];
}

function missing(
  cluster: ClusterFacts,
  { name, serviceName }: PredictorFact,
  context: RuleContext,
): Judgement {
  return {
    rule: 'service-missing',
    status: isStarting(cluster, context)
      ? 'progressing'
      : severityOfOutage(cluster, name),
    title: `The Service "${serviceName}" of predictor "${name}" is not there`,
    predictor: name,
    confidence: 'certain',
    evidence: [
      {
        kind: 'object',
        object: `Service ${serviceName}`,
        detail: 'not found',
      },
    ],
    remedy:
      'The Seldon operator makes it: check that it runs, and look at its log and at the events of the SeldonDeployment.',
    explainedBy: [
      'controller-id',
      'operator-absent',
      'namespace-deleting',
      'seldon-state',
    ],
  };
}

function selectsNothing(
  cluster: ClusterFacts,
  { name }: PredictorFact,
  { service, pods }: { service: ModelServiceFact; pods: PodFact[] },
): Judgement {
  return {
    rule: 'service-selector',
    status: severityOfOutage(cluster, name),
    title: `The Service "${service.name}" selects none of the ${pods.length === 1 ? 'pod' : `${pods.length} pods`} of predictor "${name}"`,
    predictor: name,
    confidence: 'certain',
    evidence: [
      {
        kind: 'object',
        object: `Service ${service.name}`,
        detail: `spec.selector = ${JSON.stringify(service.selector)}`,
      },
      ...pods.slice(0, 3).map(pod => ({
        kind: 'object' as const,
        object: `Pod ${pod.name}`,
        detail: 'has not all of these labels',
      })),
    ],
    remedy:
      'Compare the labels of the pods with the selector. Both are written by the Seldon operator: look for a mutating webhook, a patch or a person that changed one of them.',
  };
}

function leadsAstray(
  cluster: ClusterFacts,
  { name }: PredictorFact,
  {
    service,
    astray,
  }: { service: ModelServiceFact; astray: ModelServiceFact['ports'] },
): Judgement {
  const isOnlyWay = astray.length === service.ports.length;
  return {
    rule: 'service-port',
    status: isOnlyWay ? severityOfOutage(cluster, name) : 'degraded',
    title: `The Service "${service.name}" leads to a port that the pods of predictor "${name}" do not have`,
    predictor: name,
    confidence: 'likely',
    evidence: astray.map(port => ({
      kind: 'object',
      object: `Service ${service.name}`,
      detail: `no container declares the target of port ${port.name ?? port.port}`,
    })),
    remedy:
      'Compare targetPort of the Service with the ports of the containers. The Seldon operator writes both: look for a mutating webhook, a patch or a person that changed one of them.',
  };
}
