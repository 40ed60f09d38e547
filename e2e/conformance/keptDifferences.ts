/** A difference that stays, because mending it would serve nobody. */
export interface KeptDifference {
  check: string;
  /** Where in the check's facts; everything below it is kept too. The empty text keeps the whole check. */
  at: string;
  reason: string;
}

const parserWords =
  "the place of the mistake is told in the words of Go's own parser; status, reason and the sentence around it agree";

const serviceAccountTokens =
  'nothing in the sandbox runs as a service account: its people have tokens in the kubeconfig';

const listValidation =
  'the sandbox describes no kind in OpenAPI v2, by which kubectl validates a List itself; its server refuses the same objects, in its own words';

const edgesOfGaps =
  'at the edges of a gap Prometheus extrapolates from the samples within the window, where VictoriaMetrics also counts from the last one before it; of 51 points those beside the gap differ';

const changesBefore =
  'VictoriaMetrics also counts the change from the value before the window; asked is only whether there was any';

const unwritable =
  'prom-label-proxy writes a question anew, with raw characters that Prometheus does not read; no name in a cluster has them';

const routeHosts =
  'OpenShift has no such definition: its own API server takes Routes, and leaves the verdict on a host to the router';

export const keptDifferences: readonly KeptDifference[] = [
  {
    check: 'discovery: the resources of v1',
    at: 'answer.resources.serviceaccounts/token',
    reason: serviceAccountTokens,
  },
  {
    check: 'service account: its token, and how it is named when refused',
    at: '',
    reason: serviceAccountTokens,
  },
  {
    check: 'discovery: the resources of apiextensions.k8s.io/v1',
    at: 'answer.resources.customresourcedefinitions.verbs',
    reason:
      'the sandbox serves a fixed set of kinds, so their definitions are read and never written',
  },
  {
    check: 'list: label selectors',
    at: 'malformed.body.message',
    reason: parserWords,
  },
  {
    check: 'list: label selectors',
    at: 'malformedValue.body.message',
    reason: parserWords,
  },
  {
    check: 'list: a malformed continue token and other wrong parameters',
    at: 'continue.body.message',
    reason: parserWords,
  },
  {
    check: 'watch: headers of the stream and of its refusal',
    at: 'selector.body.message',
    reason: parserWords,
  },
  {
    check: 'kubectl: get prints tables, names and short names',
    at: 'malformed.err',
    reason: parserWords,
  },
  {
    check: 'kubectl: a List, which it validates by itself',
    at: 'unknownField.err',
    reason: listValidation,
  },
  {
    check: 'kubectl: a List, which it validates by itself',
    at: 'broken.err',
    reason: listValidation,
  },
  {
    check: 'watch: versions that are malformed or of another cluster',
    at: 'future.event',
    reason:
      'a real server waits for a version that will never come; the sandbox says so at once, and nobody has to wait',
  },
  {
    check: 'namespaces: deleting one deletes what is in it',
    at: 'late',
    reason:
      'the sandbox empties a namespace before it answers, so there is no time in between',
  },
  {
    check: 'engine: minutes that were not scraped',
    at: 'panel[0].series[0].values',
    reason: edgesOfGaps,
  },
  {
    check: 'engine: every query of customMovement',
    at: '',
    reason: changesBefore,
  },
  {
    check: 'tenancy: models of names that no cluster takes',
    at: '"\\u0000\ufffd"',
    reason: unwritable,
  },
  ...['host', 'subdomain'].flatMap(field =>
    ['maxLength', 'pattern'].map(constraint => ({
      check: 'schema: the fields of routes.route.openshift.io',
      at: `.spec.${field}.${constraint}`,
      reason: routeHosts,
    })),
  ),
];
