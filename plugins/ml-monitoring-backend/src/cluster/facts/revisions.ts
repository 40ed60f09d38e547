import { ORCHESTRATOR, redact } from 'backstage-plugin-ml-monitoring-common';
import type { ReplicaSetObject } from '../objects';
import { INITIALIZER_SUFFIX } from './rollout';

/** A version of a Deployment's pods, and since when there is one. */
export interface Revision {
  deployment: string;
  revision: number;
  createdAt: Date;
  /** Without the orchestrator's. */
  images: string[];
  /** What it brought, in words. */
  title: string;
}

interface Version extends Omit<Revision, 'title'> {
  modelUris: string[];
}

/**
 * The versions of each Deployment, in their order. Going back to an old version gives its ReplicaSet a new number, and
 * nothing remembers when: so a version counts by its first.
 */
export function revisionsOf(
  replicaSets: readonly ReplicaSetObject[],
): Revision[] {
  const versions = replicaSets
    .flatMap(versionOf)
    .sort((a, b) => a.revision - b.revision);
  return versions.map(({ modelUris, ...version }) => ({
    ...version,
    title: titleOf(
      { modelUris, ...version },
      versions
        .filter(
          ({ deployment, revision }) =>
            deployment === version.deployment && revision < version.revision,
        )
        .at(-1),
    ),
  }));
}

function versionOf({ metadata, spec }: ReplicaSetObject): Version[] {
  const { annotations, creationTimestamp, ownerReferences } = metadata;
  const owner = ownerReferences.find(({ kind }) => kind === 'Deployment');
  const numbers = [
    annotations?.['deployment.kubernetes.io/revision'],
    ...(annotations?.['deployment.kubernetes.io/revision-history'] ?? '').split(
      ',',
    ),
  ]
    .map(Number)
    .filter(number => Number.isInteger(number) && number > 0);
  if (!owner || !creationTimestamp || !numbers.length) {
    return [];
  }
  const { containers, initContainers } = spec.template.spec;
  return [
    {
      deployment: owner.name,
      revision: Math.min(...numbers),
      createdAt: new Date(creationTimestamp),
      images: containers
        .filter(({ name }) => name !== ORCHESTRATOR)
        .flatMap(({ image }) => image ?? []),
      modelUris: initContainers
        .filter(({ name }) => name.endsWith(INITIALIZER_SUFFIX))
        .flatMap(({ args }) => args.slice(0, 1)),
    },
  ];
}

function titleOf(version: Version, before: Version | undefined): string {
  const { revision, images, modelUris } = version;
  if (images.length && !(before && sameTexts(before.images, images))) {
    return `Version ${revision} with ${images.join(', ')}`;
  }
  if (modelUris.length && !(before && sameTexts(before.modelUris, modelUris))) {
    return `Version ${revision}, which loads ${modelUris.map(redact).join(', ')}`;
  }
  return before
    ? `Version ${revision}, with the images of version ${before.revision}`
    : `Version ${revision}`;
}

function sameTexts(left: string[], right: string[]): boolean {
  return JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());
}
