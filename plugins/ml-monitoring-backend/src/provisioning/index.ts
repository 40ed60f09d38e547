export { Audit, type Caller } from './Audit';
export { ModelPredictor } from './ModelPredictor';
export { ModelProvisioner } from './ModelProvisioner';
export { ModelRemover } from './ModelRemover';
export { createPredictionTransport } from './PredictionTransport';
export { ProvisioningOptions } from './ProvisioningOptions';
