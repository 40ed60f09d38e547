/** What the cluster said, by what it stands for. The first that matches is told. */
const EXPLANATIONS: readonly {
  find: RegExp;
  say: (found: RegExpExecArray) => string;
}[] = [
  {
    find: /failed calling webhook "[^"]*\.([vm])seldondeployment\.kb\.io".*?\bservice "?([\w-]+)"? not found/s,
    say: found =>
      `Seldon's webhook points at a Service that is gone: an operator that was removed has left it behind, and it refuses every SeldonDeployment of the cluster. ${deleteWebhook(found)}`,
  },
  {
    find: /failed calling webhook "[^"]*\.([vm])seldondeployment\.kb\.io"/s,
    say: found =>
      `Seldon's webhook does not answer, so the cluster takes no SeldonDeployment. Start Seldon's operator again (kubectl get pods --all-namespaces -l control-plane=seldon-controller-manager); if it was removed for good: ${deleteWebhook(found)}`,
  },
  {
    find: /No entry in predictors map for (\S+)/,
    say: ([, server]) =>
      `Seldon on this cluster knows no prepackaged server ${server}. Choose another, or have it added to predictor_servers in the ConfigMap seldon-config`,
  },
  {
    find: /Prepackaged server does not handle te[n]?[sd]orflow protocol (\S+)/,
    say: ([, server]) =>
      `${server} does not speak the tensorflow protocol. Choose seldon or v2`,
  },
  {
    find: /Can't find container for Predictive Unit/,
    say: () =>
      'A graph node has no container of its name. Give it one, or a prepackaged server',
  },
  {
    find: /Predictive unit modelUri required/,
    say: () => 'A prepackaged server needs a modelUri',
  },
  {
    find: /Traffic must sum (?:to|be) 100/,
    say: () => 'The traffic of the predictors must sum to 100',
  },
  {
    find: /Invalid protocol/,
    say: () => 'Seldon on this cluster does not know the protocol',
  },
  {
    find: /failed to create typed patch object.*?\): (.*)/s,
    say: ([, fields]) =>
      `The cluster's version of this kind does not have every field that would be set: ${fields.replace(/^errors:\s*/, '').replace(/\s*\n\s*/g, '; ')}. Its CRD is older, or a patch misspells a field`,
  },
  {
    find: /exceeded quota: ([^,]+)/,
    say: ([, quota]) =>
      `The namespace's ResourceQuota ${quota} has no room for it. Ask for less, or have the quota raised`,
  },
  {
    find: /User "([^"]+)" cannot (\w+) resource "([^"]+)"/,
    say: ([, user, verb, resource]) =>
      `The portal's credential (${user}) may not ${verb} ${resource} in this namespace. A platform admin grants it with a Role`,
  },
  {
    find: /^(?:.*: )?namespaces "([^"]+)" not found/,
    say: ([, namespace]) =>
      `Namespace ${namespace} is not there. Have it created first`,
  },
];

/**
 * Why a cluster refused an object, in words of ours where it is a refusal that we know. The cluster's own follow.
 *
 * @public
 */
export function explainRefusal(message: string): string {
  const own = unwrapped(message);
  for (const { find, say } of EXPLANATIONS) {
    const found = find.exec(message);
    if (found) {
      return `${say(found)}. (The cluster says: ${own})`;
    }
  }
  return own;
}

/** Kubernetes names webhook and object before it comes to the point, and Go prints whole structs. */
function unwrapped(message: string): string {
  return message
    .replace(
      /^admission webhook "[^"]*seldondeployment\.kb\.io" denied the request: /,
      'Seldon refuses it: ',
    )
    .replace(/SeldonDeployment\.\S+ "[^"]*" is invalid: /, '')
    .replace(/Invalid value: (?:v1\.\w+|&?\w+\.\w+)\{.*?\}+: /gs, '')
    .replace(/Invalid value: "(?:[^"\\]|\\.){80,}": /g, '');
}

/** OLM leaves cluster-wide webhooks behind; they are named after the operator's namespace. */
function deleteWebhook({ 0: text, 1: kind, input }: RegExpExecArray): string {
  const namespace = /https?:\/\/[\w-]+\.([\w-]+)\.svc/.exec(input ?? text)?.[1];
  const what = kind === 'v' ? 'validating' : 'mutating';
  const name = `seldon-${what}-webhook-configuration-${namespace ?? '<operator namespace>'}`;
  return `Delete it: kubectl delete ${what}webhookconfiguration ${name}`;
}
