import type { Finding } from '../../contract/health';
import type { ModelRef } from '../../contract/refs';
import { evaluateHealth } from '../../health/evaluateHealth';
import type { ClusterFacts } from '../../health/facts';
import { isOver } from '../../health/pods';
import { isModelStopped, modelAnswers } from '../../health/predictors';
import { severityOf } from '../../health/status';
import { shell } from '../../shell';
import { answerOf, reasonOf } from '../asked';
import {
  defineLink,
  uncapitalised,
  waitsFor,
  type LinkContext,
  type Outcome,
} from './types';

/** It was accepted, and something of it runs. */
export const model = defineLink(
  { id: 'model', title: 'The SeldonDeployment was accepted and runs' },
  context => {
    const { facts } = context;
    const cluster = answerOf(facts.model);
    if (!cluster) {
      return (
        waitsFor(context, ['seldon-api'], 'How the model is') ?? {
          status: 'unknown',
          summary: 'The SeldonDeployment could not be read',
          evidence: reasonOf(facts.model),
        }
      );
    }
    if (isModelStopped(cluster)) {
      return stopped(cluster);
    }
    const { state } = cluster.model;
    const troubles = troublesOf(context);
    const said = [
      `status.state is ${state ?? 'absent'}`,
      ...(cluster.model.stateDescription
        ? [`status.description is "${cluster.model.stateDescription}"`]
        : []),
      ...troubles.map(({ title }) => title),
    ];
    if (!hasReadyPods(cluster)) {
      return down(cluster, troubles, said, context);
    }
    const isBehind =
      state === 'Failed' ||
      (state !== 'Available' &&
        troubles.some(
          ({ status }) => severityOf(status) >= severityOf('degraded'),
        ));
    return isBehind
      ? behind(cluster, troubles, said)
      : {
          status: 'ok',
          summary:
            state === 'Available'
              ? 'The model is available'
              : `Pods of the model are ready; its state is ${state ?? 'absent'} yet`,
          evidence: said,
        };
  },
);

function hasReadyPods(cluster: ClusterFacts): boolean {
  return (
    modelAnswers(cluster) === true ||
    cluster.model.pods.some(pod => pod.ready && !isOver(pod))
  );
}

/** Pods of the version before go on answering, so that only the newest has no data. */
function behind(
  { model: { ref, state } }: ClusterFacts,
  [worst]: Finding[],
  said: string[],
): Outcome {
  return {
    status: 'broken',
    summary: `The newest version of the model is not up, and pods of the one before answer: ${uncapitalised(worst?.title ?? `its state is ${state}`)}`,
    evidence: said,
    fix: {
      summary: worst?.remedy ?? 'Correct the SeldonDeployment.',
      command: describeCommand(ref),
    },
  };
}

function down(
  { model: { ref, state } }: ClusterFacts,
  [worst]: Finding[],
  said: string[],
  { earlier }: LinkContext,
): Outcome {
  const nobody =
    state === undefined && earlier['seldon-operator']?.status === 'broken';
  return {
    status: 'broken',
    summary: nobody
      ? `The SeldonDeployment has no status, because ${uncapitalised(earlier['seldon-operator']!.summary)}`
      : `No pod of the model is ready: ${uncapitalised(worst?.title ?? `its state is ${state ?? 'absent'}`)}`,
    evidence: said,
    fix: {
      summary:
        worst?.remedy ??
        'Give it the time to start. If it stays so, its events tell why.',
      command: describeCommand(ref),
    },
  };
}

const describeCommand = ({ namespace, name }: ModelRef) =>
  shell`kubectl --namespace ${namespace} describe seldondeployment ${name}`;

function stopped({ model: { ref } }: ClusterFacts): Outcome {
  return {
    status: 'broken',
    summary:
      'The model is stopped: it is scaled to zero, so that there is nothing to measure',
    fix: {
      summary: 'If it is meant to run, scale it up again.',
      command: shell`kubectl --namespace ${ref.namespace} scale seldondeployment ${ref.name} --replicas 1`,
    },
  };
}

/** Told of by links of their own. */
const ELSEWHERE = ['endpoints', 'exposure', 'source-cluster', 'source-metrics'];

/** What the rules of health say of what the cluster tells, the worst first. */
function troublesOf({ facts, now }: LinkContext): Finding[] {
  const { model: cluster, thresholds } = facts;
  const metrics = { status: 'absent' as const, message: '' };
  return evaluateHealth({ cluster, metrics }, thresholds, now).findings.filter(
    ({ rule, status }) =>
      severityOf(status) > severityOf('healthy') && !ELSEWHERE.includes(rule),
  );
}
