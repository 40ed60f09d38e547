import { explainRefusal } from './explainRefusal';

const seldonSays = (text: string) =>
  `admission webhook "v1.vseldondeployment.kb.io" denied the request: SeldonDeployment.machinelearing.seldon.io "" is invalid: spec.predictors[0].graph: Invalid value: v1.PredictiveUnit{Name:"x", Children:[]v1.PredictiveUnit{}}: ${text}`;
const notCalled = (kind: 'v' | 'm', problem: string) =>
  `Internal error occurred: failed calling webhook "v1.${kind}seldondeployment.kb.io": failed to call webhook: Post "https://seldon-webhook-service.seldon-system.svc:443/x?timeout=10s": ${problem}`;

describe('a refusal of the cluster is put in our words', () => {
  it.each([
    [
      seldonSays('No entry in predictors map for MY_SERVER'),
      /^Seldon on this cluster knows no prepackaged server MY_SERVER\..*seldon-config/,
    ],
    [
      seldonSays("Can't find container for Predictive Unit"),
      /^A graph node has no container of its name/,
    ],
    [
      seldonSays(
        'Prepackaged server does not handle tendorflow protocol SKLEARN_SERVER',
      ),
      /^SKLEARN_SERVER does not speak the tensorflow protocol/,
    ],
    [
      notCalled('v', 'service "seldon-webhook-service" not found'),
      /operator that was removed.*kubectl delete validatingwebhookconfiguration seldon-validating-webhook-configuration-seldon-system/,
    ],
    [
      notCalled('m', 'service "seldon-webhook-service" not found'),
      /kubectl delete mutatingwebhookconfiguration seldon-mutating-webhook-configuration-seldon-system/,
    ],
    [
      notCalled('v', 'dial tcp 10.0.0.1:443: connect: connection refused'),
      /^Seldon's webhook does not answer.*Start Seldon's operator again/,
    ],
    [
      'failed to create typed patch object (ml-mon/x; machinelearning.seldon.io/v1, Kind=SeldonDeployment): .spec.foo: field not declared in schema',
      /does not have every field that would be set: \.spec\.foo: field not declared in schema\. Its CRD is older/,
    ],
    [
      'pods "x" is forbidden: exceeded quota: compute, requested: cpu=1',
      /^The namespace's ResourceQuota compute has no room for it/,
    ],
    [
      'routes.route.openshift.io "x" is forbidden: User "system:serviceaccount:portal:portal" cannot patch resource "routes" in API group "route.openshift.io" in the namespace "ml-mon"',
      /^The portal's credential \(system:serviceaccount:portal:portal\) may not patch routes in this namespace/,
    ],
    ['namespaces "ml-new" not found', /^Namespace ml-new is not there/],
  ])('%s', (message, expected) => {
    expect(explainRefusal(message)).toMatch(expected);
  });

  it("keeps the cluster's own words, without what wraps them", () => {
    expect(explainRefusal(seldonSays('Something new'))).toBe(
      'Seldon refuses it: spec.predictors[0].graph: Something new',
    );
    expect(
      explainRefusal('admission webhook "policy.example.com" denied it: no'),
    ).toBe('admission webhook "policy.example.com" denied it: no');
  });
});
