/** What `e2e/run.mjs` has started. */
export interface Stack {
  portalUrl: string;
  /** The line the sandbox prints when it is ready. */
  sandbox: {
    kubeconfig: string;
    apiServer: string;
    prometheus: string;
    /** The cluster's own front door, for any host below apps.localhost. */
    router: string;
  };
  /** Knows of the namespace `ml-pair` what the other does. `POST /-/stop` and `/-/start` turn it off and on. */
  secondPrometheus: string;
}

function readStack(text = process.env.E2E_STACK): Stack {
  if (!text) {
    throw new Error('Nothing is running. Stories are run by: npm run stories');
  }
  return JSON.parse(text);
}

export const stack = readStack();
