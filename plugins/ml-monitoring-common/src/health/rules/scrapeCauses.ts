/** What the error of a scrape most likely means. */
export interface ScrapeCause {
  /** Completes "because …". */
  because: string;
  remedy: string;
}

const causes: { pattern: RegExp; cause: ScrapeCause }[] = [
  {
    pattern: /connection refused/i,
    cause: {
      because: 'nothing listens on that port',
      remedy:
        'Check that the port of the monitor is the one at which the container serves metrics, and that the container runs.',
    },
  },
  {
    pattern: /server gave HTTP response to HTTPS client/i,
    cause: {
      because: 'the monitor asks by HTTPS and the pod speaks HTTP',
      remedy: 'Set scheme: http in the monitor.',
    },
  },
  {
    pattern:
      /\bEOF\b|connection reset|tls:|x509|certificate|malformed HTTP response|HTTP request (was sent )?to an HTTPS server/i,
    cause: {
      because:
        'a sidecar or the pod wants an encrypted connection (mTLS) that Prometheus does not make',
      remedy:
        'Exempt the metrics port from mTLS, as with a PeerAuthentication of mode PERMISSIVE for it, or give the monitor scheme https and tlsConfig with the certificates of the mesh.',
    },
  },
  {
    pattern: /deadline exceeded|i\/o timeout|timed? ?out/i,
    cause: {
      because: 'no answer comes, as when a NetworkPolicy keeps Prometheus out',
      remedy:
        'Allow the namespace of Prometheus in the NetworkPolicies of the pods, to the port that is scraped. If the pod is only slow, raise scrapeTimeout in the monitor.',
    },
  },
  {
    pattern: /no route to host|network is unreachable|no such host/i,
    cause: {
      because: 'its address leads nowhere from where Prometheus runs',
      remedy: 'Check the network between Prometheus and the node of the pod.',
    },
  },
  {
    pattern: /sample[ _]limit exceeded/i,
    cause: {
      because: 'it gives more series than the monitor or Prometheus takes',
      remedy:
        'Raise sampleLimit in the monitor, or drop series with metricRelabelings; labels with many values are the usual cause.',
    },
  },
  {
    pattern: /label[_ ](limit|name|value).*(exceeded|limit)/i,
    cause: {
      because:
        'its labels are more or longer than the monitor or Prometheus takes',
      remedy: 'Raise the limit in the monitor, or shorten the labels.',
    },
  },
  {
    pattern: /body size limit exceeded/i,
    cause: {
      because: 'its answer is larger than the monitor or Prometheus takes',
      remedy: 'Raise bodySizeLimit in the monitor, or give fewer series.',
    },
  },
  {
    pattern: /HTTP status 404/i,
    cause: {
      because: 'there are no metrics at that path',
      remedy:
        'Set the path of the monitor to the one at which the container serves metrics: /prometheus for those that Seldon made.',
    },
  },
  {
    pattern: /HTTP status 40[13]/i,
    cause: {
      because: 'the pod refuses who asks',
      remedy:
        'Give the monitor the authorization that the pod or its proxy asks for.',
    },
  },
  {
    pattern: /HTTP status 5\d\d/i,
    cause: {
      because: 'it fails to answer',
      remedy: 'Read the log of the container that serves the metrics.',
    },
  },
  {
    pattern: /blank Content-Type/i,
    cause: {
      because:
        'it does not say which form its metrics have, which Prometheus 3 insists on',
      remedy: 'Set fallbackScrapeProtocol: PrometheusText0.0.4 in the monitor.',
    },
  },
  {
    pattern:
      /unsupported Content-Type|invalid Content-Type|expected .*(token|label|value)|invalid metric|INVALID is not a valid start token/i,
    cause: {
      because: 'what it answers are no metrics',
      remedy:
        'Check that port and path of the monitor are those of the metrics, and not those of the model itself.',
    },
  },
];

export function scrapeCause(
  lastError: string | undefined,
): ScrapeCause | undefined {
  return lastError === undefined
    ? undefined
    : causes.find(({ pattern }) => pattern.test(lastError))?.cause;
}
