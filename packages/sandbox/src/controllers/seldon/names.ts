import { createHash } from 'node:crypto';

const MAXIMUM_LENGTH = 63;

/** Seldon's way of making any name fit a DNS label. */
function fit(name: string): string {
  if (name.length <= MAXIMUM_LENGTH) {
    return name;
  }
  return `seldon-${createHash('md5').update(name).digest('hex')}`;
}

export interface DeploymentNaming {
  deployment: string;
  predictor: string;
  componentSpecIndex: number;
  /** `componentSpec.metadata.name`, where it has one. */
  componentSpecName?: string;
  /** In the order of the spec, before anything is injected. */
  containers: string[];
}

/** How the Seldon operator names what it makes of a SeldonDeployment. */
export const seldonNames = {
  /** The value of the label `seldon-deployment-id`. */
  id: (deployment: string) => fit(deployment),
  predictorService: (deployment: string, predictor: string) =>
    fit(`${deployment}-${predictor}`),
  containerService: (
    deployment: string,
    predictor: string,
    container: string,
  ) => fit(`${deployment}-${predictor}-${container}`),
  deployment: (naming: DeploymentNaming) =>
    fit(
      [
        naming.deployment,
        naming.predictor,
        naming.componentSpecIndex,
        naming.componentSpecName || naming.containers.join('-'),
      ].join('-'),
    ),
  orchestrator: (deployment: string, predictor: string) =>
    fit(`${deployment}-${predictor}-svc-orch`),
};
