export interface Config {
  demo?: {
    /**
     * Lets a visitor sign in as any User of the demo catalog, without a password. Refused unless
     * `backend.listen` names a loopback host.
     */
    personas?: boolean;
  };
  auth?: {
    providers?: {
      /** Its presence offers the personas; there is nothing to set. */
      personas?: {};
    };
  };
}
