interface PanelQuery {
  name?: string;
  promql: string;
}

interface PanelLook {
  id: string;
  title?: string;
  group?:
    | 'traffic'
    | 'errors'
    | 'latency'
    | 'nodes'
    | 'resources'
    | 'quality'
    | 'custom';
  unit?:
    | 'requests/s'
    | 'ratio'
    | 'seconds'
    | 'per second'
    | 'bytes'
    | 'cores'
    | 'none';
  description?: string;
  /** Lines in the chart, in the unit of the panel. */
  thresholds?: Array<{ value: number; title: string }>;
}

export interface Config {
  /**
   * ML Monitoring. Unknown keys are refused at start, with their path.
   */
  mlMonitoring?: {
    /**
     * Which Prometheus answers for which cluster. There may be several for one. Where there is none, OpenShift's Thanos Querier
     * is looked for, then the Service `prometheus-operated` in the namespace of the model.
     */
    prometheus?: Array<{
      /** A cluster of the Kubernetes plugin, by its name there. */
      cluster: string;
      /**
       * Which namespaces it measures: names, or patterns with `*`. Default: all. Where several entries of a cluster measure a
       * namespace, all of them are asked, and what the first does not know the next tells. They must have the same `matchers`,
       * and each must measure all pods of a model: parts of one Prometheus need a Thanos Querier in front of them.
       */
      namespaces?: string[];
      /** Where it is reached. One of `url`, `service` and `openshift`. */
      url?: string;
      /**
       * Where it is reached through the service proxy of the cluster's API server. Only for one that
       * asks for no credentials: the proxy strips them.
       */
      service?: {
        namespace: string;
        name: string;
        /** Name or number. */
        port: string | number;
      };
      /**
       * The Thanos Querier of OpenShift's user-workload monitoring, for a portal that runs in the same cluster.
       * With `tenancy: true` by its port for rights within one namespace.
       */
      openshift?:
        | boolean
        | {
            tenancy: boolean;
          };
      /**
       * Added to every query, e.g. `cluster: prod-eu`, where several clusters share one store.
       */
      matchers?: { [label: string]: string };
      /**
       * How to sign in: a token, a file with a token, or user name and password. With `openshift` the default is the pod's
       * service account.
       */
      auth?: {
        /** @visibility secret */
        bearerToken?: string;
        /** Read anew for every request. */
        bearerTokenFile?: string;
        username?: string;
        /** @visibility secret */
        password?: string;
      };
      /** Whom to trust, where the certificate is not publicly signed. */
      tls?: {
        caFile?: string;
        /** PEM. */
        caData?: string;
      };
      /**
       * Sent with every request, e.g. `X-Scope-OrgID`.
       *
       * @deepVisibility secret
       */
      headers?: { [name: string]: string };
      /** Where a person opens the same Prometheus. Charts link to it with query and range filled in. */
      externalUrl?: string;
    }>;

    /** What is watched, by the name of the cluster. Default: all that its credential may read. */
    clusters?: {
      [cluster: string]: {
        /**
         * Names, or patterns with `*`. With names alone, rights in those namespaces suffice; for patterns the credential must be able to
         * list namespaces.
         */
        namespaces?: string[];
      };
    };

    /** From when on a model counts as unwell. */
    health?: {
      /** Share of predictions that end in a server fault, 0 to 1. */
      errorRatio?: {
        /** Default: 0.01 */
        degraded: number;
        /** Default: 0.2 */
        failing: number;
      };
      /** 95th percentile of the latency, e.g. `500ms`. Default: not judged. */
      latency?: {
        degraded: string;
        failing: string;
      };
      /** With fewer requests in the window ratios say nothing. Default: 10 */
      minimumRequests?: number;
      /** A model that is not up after this long is no longer merely starting. Default: `10m` */
      progressingAfter?: string;
      /** An answer of Prometheus older than this is stale. Default: `3m` */
      staleAfter?: string;
      /** Pods that were well and are not ready for less than this give no finding. Default: `1m` */
      unreadyAfter?: string;
      /** A container that was restarted this often, and keeps being restarted within this time, is not well though it runs. */
      restarts?: {
        /** Default: 3 */
        count: number;
        /** Default: `1h` */
        within: string;
      };
      /** An autoscaler that would have more replicas than it may for this long has too few. Default: `15m` */
      atMaximumAfter?: string;
      /** What is being deleted and is still there this long after it should be gone does not go by itself. Default: `5m` */
      deletingAfter?: string;
      /**
       * How many times as much as at the same time of earlier days counts as a sudden change. Of requests, as many times less is one
       * too.
       */
      suddenChange?: {
        /** Default: 5 */
        requests?: number;
        /** Default: 5 */
        errorRatio?: number;
        /** Of the 95th percentile. Default: 2 */
        latency?: number;
      };
      /** Share of predictions that an outlier detector may find unusual, 0 to 1. Default: 0.1 */
      outlierRatio?: number;
      /** By which share of that of the day before the mean reward of feedback may fall, 0 to 1. Default: 0.2 */
      rewardDrop?: number;
    };

    /**
     * The panels of the Monitoring tab: those mentioned come first, in this order. An `id` of one that is there changes it, also that of
     * a custom metric such as `custom:mygauge`; with `queries` a panel is added.
     */
    panels?: Array<
      PanelLook & {
        /** Default: false */
        hidden?: boolean;
        /**
         * Labels that tell the series of an added panel apart; or one tag, by which a panel about a custom metric is told apart
         * unless the reader chooses another. Default: none.
         */
        by?: string[];
        /**
         * PromQL. Every selector must have `$model` (the labels by which Seldon's metrics name the model) or `$pods` (its namespace and pods, for
         * everything else) in its braces; `$window` is how far a point looks back. Values are escaped.
         */
        queries?: PanelQuery[];
      }
    >;

    /**
     * Panels for another runtime, by a name of your choice: asked about for models whose pods have one of `metrics`. One called
     * like the suite's own replaces it: `mlserver`, `feedback`, `drift`, `outliers`, `model-drift`.
     */
    profiles?: {
      [name: string]: {
        metrics: string[];
        panels: Array<
          PanelLook & { title: string; by?: string[]; queries: PanelQuery[] }
        >;
      };
    };

    /**
     * What may be created. Where this is absent nothing can be written: no route that writes or predicts exists.
     */
    provisioning?: {
      /** Where. Names, or patterns with `*`. */
      namespaces: string[];
      /**
       * From which images, e.g. `seldonio/*`. Compared in full: `evil.io/seldonio/x` is not `seldonio/x`. Without a tag: any tag
       * or digest. Default: none, so only prepackaged servers.
       */
      images?: string[];
      /** From where models are loaded, e.g. `gs://models/*`. Default: none. */
      modelUris?: string[];
      /**
       * The service accounts that pods may run as, by name or pattern. Whoever deploys a model can use every right of its service account,
       * and where an operator lives in the same namespace those can be many. Default: `[default]`
       */
      serviceAccounts?: string[];
      /**
       * The ways of making a model callable from outside that a template may choose from. An exposed endpoint has no authentication of
       * its own. Default: `[none]`
       */
      exposure?: Array<'none' | 'route' | 'ingress' | 'gateway'>;
      /** OpenShift Routes. */
      route?: {
        /** Put on every Route, e.g. to pick a router shard. */
        labels?: { [name: string]: string };
        /**
         * e.g. `{name}-{namespace}.apps.example.com`; may also contain `{cluster}`. Test predictions go to hosts of this domain only, and
         * otherwise through the API server. Default: the router makes a host up.
         */
        hostTemplate?: string;
        /** How long the router waits for an answer, e.g. `30s`. */
        timeout?: string;
        /** `edge`: https, with plain http redirected. `none`: plain http. Default: `edge` */
        tls?: 'edge' | 'none';
        /** Put into the URLs of Routes, for a router that does not listen on 80 and 443. */
        port?: number;
      };
      /** Ingresses. */
      ingress?: {
        /** The IngressClass. Default: the cluster's. */
        class?: string;
        /** As for Routes. */
        hostTemplate: string;
      };
      /** HTTPRoutes of the Gateway API. */
      gateway?: {
        /** The Gateway that takes them up. */
        parentRef: {
          name: string;
          namespace?: string;
          sectionName?: string;
        };
        /** As for Routes. */
        hostTemplate: string;
      };
      /** What collects and shows the metrics of a model. */
      monitoring?: {
        /** Default: `30s` */
        scrapeInterval?: string;
        /** Put on every monitor and rule, so that the Prometheus of the cluster selects it, e.g. `release: kube-prometheus-stack`. */
        labels?: { [name: string]: string };
        /** Put on every alert, e.g. `team: ml`, so that it reaches those who care. `severity` replaces ours: critical and warning. */
        alertLabels?: { [name: string]: string };
        /** Dashboards, through the Grafana operator. */
        grafana?: {
          /** Which Grafana takes the dashboard, by its labels. For version 5 of the operator. */
          instanceSelector?: { [name: string]: string };
          /** Put on the dashboard, for a Grafana that selects by them. For version 4 of the operator. */
          labels?: { [name: string]: string };
          /** The name or uid of the data source that the panels, and links to Explore, ask. Default: the reader chooses one. */
          datasource?: string;
          /**
           * Where Grafana reaches the Prometheus of the cluster, for requests that want a data source too, e.g.
           * `http://prometheus-operated.monitoring.svc:9090`. One that wants a token is better configured in Grafana, and named by `datasource`.
           */
          prometheusUrl?: string;
        };
      };
      resources?: {
        /** The most that a request may ask for. Default: no limit. */
        maximum?: {
          /** For one container, e.g. `2` or `500m`. */
          cpu?: string | number;
          /** For one container, e.g. `4Gi`. */
          memory?: string | number;
          /** For one predictor. */
          replicas?: number;
        };
      };
      /** Test predictions. */
      predictions?: {
        /** Default: false */
        enabled?: boolean;
        /** Of a payload, and of an answer. Default: 1048576 */
        maximumBytes?: number;
        /** Default: `30s` */
        timeout?: string;
      };
    };

    /** Base URLs for links to a model, and from its charts to the same queries, elsewhere. */
    links?: {
      /** Charts open in Explore, on the data source that `provisioning.monitoring.grafana.datasource` names. */
      grafana?: string;
      /** The console of OpenShift. Its page of metrics takes queries, but no range. */
      console?: string;
    };
  };
}
