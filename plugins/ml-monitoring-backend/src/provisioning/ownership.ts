import {
  appliedFields,
  MANAGED_BY,
  MANAGED_BY_LABEL,
  MODEL_LABEL,
  SELDON_DEPLOYMENT_ID_LABEL,
  type Managed,
} from 'backstage-plugin-ml-monitoring-common';

/** The field manager of everything that is applied here. */
export const FIELD_MANAGER = MANAGED_BY;

/** As much of an object as tells whose it is. */
export interface Owned extends Managed {
  metadata: Managed['metadata'] & {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

export function isOurs({ metadata }: Owned): boolean {
  return metadata.labels?.[MANAGED_BY_LABEL] === MANAGED_BY;
}

/** Which model an object belongs to, whether it was made here or by Seldon. */
export function modelIdOf({ metadata }: Owned): string | undefined {
  return (
    metadata.labels?.[MODEL_LABEL] ??
    metadata.labels?.[SELDON_DEPLOYMENT_ID_LABEL]
  );
}

/** Whether it was applied from here. Our labels alone do not say so: a rendered object has them too, and so has a copy. */
export function isAppliedHere(object: Owned): boolean {
  return appliedFields(object, FIELD_MANAGER) !== undefined;
}

/** Who wrote an object, in words. */
export function managersOf({ metadata }: Owned): string {
  const managers = new Set(
    (metadata.managedFields ?? [])
      .filter(({ subresource }) => !subresource)
      .flatMap(({ manager }) => manager ?? []),
  );
  const label = metadata.labels?.[MANAGED_BY_LABEL];
  return label ?? ([...managers].join(', ') || 'someone else');
}

/** What keeps an object as it is in Git, in words: a change made here would be undone. */
export function gitOwnerOf({ metadata }: Owned): string | undefined {
  const { labels = {}, annotations = {} } = metadata;
  const wroteAs = (pattern: RegExp) =>
    (metadata.managedFields ?? []).some(({ manager = '' }) =>
      pattern.test(manager),
    );
  // e.g. `app:machinelearning.seldon.io/SeldonDeployment:ml-mon/fraud`
  const application =
    annotations['argocd.argoproj.io/tracking-id']?.split(':')[0] ??
    labels['argocd.argoproj.io/instance'] ??
    (wroteAs(/^argocd-/) ? labels['app.kubernetes.io/instance'] : undefined);
  if (application !== undefined) {
    return `Argo CD (application ${application})`;
  }
  if (wroteAs(/^argocd-/)) {
    return 'Argo CD';
  }
  for (const [tool, group] of [
    ['Kustomization', 'kustomize.toolkit.fluxcd.io'],
    ['HelmRelease', 'helm.toolkit.fluxcd.io'],
  ]) {
    const name = labels[`${group}/name`];
    if (name !== undefined) {
      return `Flux (${tool} ${labels[`${group}/namespace`] ?? ''}/${name})`;
    }
  }
  return undefined;
}
