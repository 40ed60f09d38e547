import type { DeploymentRequest } from '../../contract/provisioning';
import type { SeldonSpec } from '../seldonSpec';
import type { ServerOption } from '../servers';

/** What is wrong with a field, as a sentence that goes on after its name. */
export interface Problem {
  /** Below `spec` of the SeldonDeployment. */
  path: (string | number)[];
  message: string;
}

/** A SeldonDeployment as it would be applied, and what it was made from. */
export interface Checked {
  /** Of the SeldonDeployment. */
  name: string;
  spec: SeldonSpec;
  /** Absent: it was not rendered from one. */
  request?: DeploymentRequest;
  /** The prepackaged servers that the cluster has. Absent: not known. */
  servers?: readonly ServerOption[];
}

/** Finds what the cluster would refuse, or accept and never bring up. */
export type Check = (checked: Checked) => Problem[];

/** The values, with the first that is there a second time. */
export function firstTwice(values: readonly string[]): number {
  return values.findIndex((value, index) => values.indexOf(value) !== index);
}
