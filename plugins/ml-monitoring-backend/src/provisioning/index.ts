export { Audit, type Caller } from './Audit';
export { ModelPredictor } from './ModelPredictor';
export { ModelProvisioner } from './ModelProvisioner';
export { ModelRollouts } from './ModelRollouts';
export { ModelRemover } from './ModelRemover';
export { ModelRenderer } from './ModelRenderer';
export { ChangePreparer } from './ChangePreparer';
export { createPredictionTransport } from './PredictionTransport';
export { ProvisioningOptions } from './ProvisioningOptions';
