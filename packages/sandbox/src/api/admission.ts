import { validateBuiltin } from './builtinValidation';
import type { KubeObject } from './Cluster';
import { applyDefaults } from './defaults';
import type { ResourceDefinition } from './resources';
import { fillDefaults } from './structure';
import { validateStructure } from './structureValidation';

/** Added to what Kubernetes itself does, by plural resource name. */
export interface AdmissionHooks {
  /** Completes an object in place, after Kubernetes' own defaults. */
  defaults?: Record<string, (object: KubeObject) => void>;
  /** Refuses an object by throwing a `StatusError`. `old` is absent on create. */
  validate?: Record<string, (object: KubeObject, old?: KubeObject) => void>;
}

export class Admission {
  /** The first addresses belong to the cluster itself, as elsewhere. */
  private lastClusterIP = 10;

  constructor(private readonly hooks: AdmissionHooks) {}

  setDefaults(of: ResourceDefinition, object: KubeObject) {
    applyDefaults(of, object, {
      allocateClusterIP: () => {
        this.lastClusterIP += 1;
        const [high, low] = [this.lastClusterIP >> 8, this.lastClusterIP & 255];
        return `10.96.${high & 255}.${low}`;
      },
    });
    if (of.custom && of.structure) fillDefaults(object, of.structure);
    this.hooks.defaults?.[of.resource]?.(object);
  }

  validate(of: ResourceDefinition, object: KubeObject, old?: KubeObject) {
    validateBuiltin(of, object, old);
    validateStructure(of, object, old);
    this.hooks.validate?.[of.resource]?.(object, old);
  }
}
