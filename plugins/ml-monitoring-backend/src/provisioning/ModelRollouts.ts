import { NotFoundError } from '@backstage/errors';
import {
  abortStep,
  modelProvisionPermission,
  promoteStep,
  startStep,
  stringifyModelRef,
  type HealthThresholds,
  type ModelRef,
  type ObjectResult,
  type RolloutFacts,
  type RolloutRequest,
  type RolloutResult,
  type RolloutStep,
} from 'backstage-plugin-ml-monitoring-common';
import type { Clusters, KubeClient } from '../cluster';
import type { ProvisioningConfig } from '../config';
import type { ModelAccess } from '../permissions';
import type { ModelReader } from '../services/types';
import type { Audit, Caller } from './Audit';
import { requireNamespace } from './guardrails';
import { performRollout } from './performRollout';
import { readRollout } from './readRollout';
import { readSubject } from './Subject';

/** OpenShift's router takes up to 5 s to reload, and lets a request last 30 s unless told otherwise. */
const DRAIN_SECONDS = 35;

/** Somebody else may change an object between our look and our write. */
const MAX_LOOKS = 3;

/**
 * New versions beside the running ones. Each call looks at the cluster, takes the one step that harms no request, and says
 * how far that is: nothing is remembered here, so that any replica can go on, as often as it is asked.
 */
export class ModelRollouts {
  constructor(
    private readonly options: {
      clusters: Clusters;
      /** Without a cache: a step rests on what is there now. */
      reader: ModelReader;
      config: ProvisioningConfig;
      access: ModelAccess;
      audit: Audit;
      thresholds: HealthThresholds;
      now: () => Date;
      /** Called after something was changed. */
      onChange: () => void;
      drainSeconds?: number;
    },
  ) {}

  start(
    requested: ModelRef,
    request: RolloutRequest,
    caller: Caller,
  ): Promise<RolloutResult> {
    return this.advance('model-rollout', requested, caller, facts =>
      startStep(request, facts),
    );
  }

  promote(requested: ModelRef, caller: Caller): Promise<RolloutResult> {
    return this.advance('model-promote', requested, caller, promoteStep);
  }

  abort(requested: ModelRef, caller: Caller): Promise<RolloutResult> {
    return this.advance('model-abort', requested, caller, abortStep);
  }

  private advance(
    eventId: string,
    requested: ModelRef,
    caller: Caller,
    decide: (facts: RolloutFacts) => RolloutStep,
  ): Promise<RolloutResult> {
    return this.options.audit.record(eventId, requested, caller, async note => {
      const { ref, client } = await this.authorised(requested, caller);
      note({ model: { ...ref } });
      const objects: ObjectResult[] = [];
      try {
        const step = await this.takeStep(ref, client, {
          caller,
          decide,
          onResult: result => objects.push(result),
        });
        const { acts: _, ...answer } = step;
        note({ phase: step.phase, settled: step.settled });
        return { ref, objects, ...answer };
      } finally {
        note({ objects });
        if (objects.length) {
          this.options.onChange();
        }
      }
    });
  }

  private async authorised(
    requested: ModelRef,
    { credentials, signal }: Caller,
  ): Promise<{ ref: ModelRef; client: KubeClient }> {
    const { clusters, access, config } = this.options;
    const decision = await access.decide(modelProvisionPermission, credentials);
    const cluster = await clusters.resolve(requested.cluster, { signal });
    const ref = { ...requested, cluster };
    requireNamespace(ref.namespace, config);
    const client = await clusters.client(cluster);
    const { existing, fallback } = await readSubject(client, ref, { signal });
    await access.requireAllowed(
      decision,
      modelProvisionPermission,
      existing?.resource ?? fallback,
      credentials,
    );
    if (!existing) {
      throw new NotFoundError(
        `There is no SeldonDeployment ${stringifyModelRef(ref)}. Deploy it first`,
      );
    }
    return { ref, client };
  }

  private async takeStep(
    ref: ModelRef,
    client: KubeClient,
    options: {
      caller: Caller;
      decide: (facts: RolloutFacts) => RolloutStep;
      onResult: (result: ObjectResult) => void;
    },
  ): Promise<RolloutStep> {
    const { reader, config, thresholds, now, drainSeconds } = this.options;
    const { caller, decide, onResult } = options;
    for (let looks = 1; ; looks += 1) {
      const reading = await readRollout({
        client,
        reader,
        ref,
        thresholds,
        drainSeconds: drainSeconds ?? DRAIN_SECONDS,
        now: now(),
        signal: caller.signal,
      });
      const step = decide(reading.facts);
      caller.signal?.throwIfAborted();
      try {
        // What has begun is carried through, though the caller may go away.
        await performRollout(step.acts, {
          client,
          ref,
          reading,
          config,
          onResult,
        });
        return step;
      } catch (error) {
        if ((error as Error).name !== 'ConflictError' || looks >= MAX_LOOKS) {
          throw error;
        }
      }
    }
  }
}
