export interface Config {
  mlMonitoring?: {
    /** How models become catalog entities. */
    catalog?: {
      /**
       * How often the catalog is brought in step with the models that run. Default: every 15 seconds, with a
       * timeout of one minute.
       */
      schedule?: {
        /** How often, as a cron expression or a duration. */
        frequency:
          | string
          | {
              cron?: string;
              days?: number;
              hours?: number;
              minutes?: number;
              seconds?: number;
            };
        /** How long one run may take. */
        timeout:
          | string
          | {
              days?: number;
              hours?: number;
              minutes?: number;
              seconds?: number;
            };
        /** How long to wait before the first run. */
        initialDelay?:
          | string
          | {
              days?: number;
              hours?: number;
              minutes?: number;
              seconds?: number;
            };
        /** `global`: one run at a time over all replicas of the backend. Default: `global`. */
        scope?: 'global' | 'local';
      };
      /** The `spec.type` of the Components. Default: `model-server`. */
      entityType?: string;
      /**
       * Who owns a model that names no owner, as an entity reference such as `group:default/ml-platform`.
       * Default:
       * `group:default/unknown`.
       */
      defaultOwner?: string;
      /** The system of a model that names none, as an entity reference. Default: none. */
      defaultSystem?: string;
      /** The `spec.lifecycle` of the Components. Default: `production`. */
      lifecycle?: string;
    };
  };
}
