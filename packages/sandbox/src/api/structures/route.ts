import {
  intOrString,
  keyedList,
  kind,
  known,
  object,
  oneOf,
  status,
  string,
  texts,
} from './parts';

const target = object(
  {
    kind: { ...oneOf('Service', ''), default: 'Service' },
    name: { type: 'string', minLength: 1 },
    weight: { type: 'integer', minimum: 0, maximum: 256, default: 100 },
  },
  'kind',
  'name',
);

const tls = object(
  {
    ...texts('caCertificate certificate destinationCACertificate key'),
    externalCertificate: object({ name: string }),
    insecureEdgeTerminationPolicy: oneOf('Allow', 'None', 'Redirect', ''),
    termination: oneOf('edge', 'reencrypt', 'passthrough'),
  },
  'termination',
);

export const route = kind(
  {
    spec: object(
      {
        ...known('httpHeaders'),
        // Whether a host is any good says the router.
        ...texts('host subdomain'),
        alternateBackends: {
          ...keyedList(target, 'name', 'kind'),
          maxItems: 3,
        },
        path: { type: 'string', pattern: '^/' },
        port: object({ targetPort: intOrString }, 'targetPort'),
        tls,
        to: target,
        wildcardPolicy: { ...oneOf('None', 'Subdomain', ''), default: 'None' },
      },
      'to',
    ),
    status,
  },
  'spec',
);
