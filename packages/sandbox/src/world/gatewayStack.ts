import type { KubeObject } from '../api/Cluster';
import { GATEWAY_CONTROLLER } from '../controllers/gateway/judgeHttpRoute';

const NAMESPACE = 'gateways';
const API_VERSION = 'gateway.networking.k8s.io/v1';

/** One Gateway for routes of every namespace: `gateways/models`. */
export const gatewayStack: KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  {
    apiVersion: API_VERSION,
    kind: 'GatewayClass',
    metadata: { name: 'sandbox' },
    spec: { controllerName: GATEWAY_CONTROLLER },
  },
  {
    apiVersion: API_VERSION,
    kind: 'Gateway',
    metadata: { name: 'models', namespace: NAMESPACE },
    spec: {
      gatewayClassName: 'sandbox',
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
  },
];
