import { kubernetesChecks } from './checks';
import {
  startPrometheusEngine,
  startVictoriaMetricsEngine,
} from './engines/Engine';
import { engineChecks, wholeEngineChecks } from './engines/engineChecks';
import { kubernetesSide } from './kubernetesSide';
import { leftOutWithout } from './neverRun';
import { prometheusChecks } from './operators/prometheusChecks';
import { startRealOperators } from './operators/realOperators';
import { startSandboxOperators } from './operators/sandboxOperators';
import { scrapingChecks } from './operators/scrapingChecks';
import { seldonChecks } from './operators/seldonChecks';
import { portalChecks } from './portals/portalChecks';
import { startReplicas, startSinglePortal } from './portals/sides';
import { startRealTarget } from './realTarget';
import { replaySuite } from './replay/replaySuite';
import { startSandboxTarget } from './sandboxTarget';
import { defineSuite, type Suite } from './Suite';
import { startTenancyDouble } from './tenancy/double';
import { startTenancyProxies } from './tenancy/proxies';
import { tenancyChecks } from './tenancy/tenancyChecks';
import { startRealWrapper, startSandboxWrapper } from './wrapper/Wrapper';
import { wrapperChecks } from './wrapper/wrapperChecks';

const realAndSandbox = { reference: 'the real thing', other: 'sandbox' };

/** What another engine may make of the same samples: rates of even counters are exact in all of them. */
const engineTolerance = 1e-6;

/** The last digits of sums of floating point numbers. */
const wrapperTolerance = 1e-9;

export const suites: readonly Suite[] = [
  defineSuite({
    title: 'Kubernetes',
    names: realAndSandbox,
    checks: kubernetesChecks,
    startReference: kubernetesSide(startRealTarget),
    startOther: kubernetesSide(startSandboxTarget),
  }),
  defineSuite({
    title: 'Operators',
    names: realAndSandbox,
    checks: [...seldonChecks, ...prometheusChecks, ...scrapingChecks],
    startReference: kubernetesSide(startRealOperators),
    startOther: kubernetesSide(startSandboxOperators),
  }),
  defineSuite({
    title: 'A second engine for queries',
    names: { reference: 'Prometheus', other: 'VictoriaMetrics' },
    checks: [...engineChecks('engine'), ...wholeEngineChecks],
    startReference: startPrometheusEngine,
    startOther: startVictoriaMetricsEngine,
    tolerance: engineTolerance,
  }),
  replaySuite,
  defineSuite({
    title: 'Replicas on PostgreSQL',
    names: { reference: 'one portal on SQLite', other: 'two on PostgreSQL' },
    checks: portalChecks,
    startReference: startSinglePortal,
    startOther: startReplicas,
    mayLack: leftOutWithout.postgres.reason,
  }),
  defineSuite({
    title: "What Seldon's Python wrapper answers and exposes",
    names: realAndSandbox,
    checks: wrapperChecks,
    startReference: startRealWrapper,
    startOther: startSandboxWrapper,
    tolerance: wrapperTolerance,
    mayLack: leftOutWithout.python.reason,
  }),
  defineSuite({
    title: "OpenShift's monitoring, open by namespace",
    names: {
      reference: 'kube-rbac-proxy and prom-label-proxy',
      other: 'as our tests take them',
    },
    checks: [...engineChecks('tenancy'), ...tenancyChecks],
    startReference: startTenancyProxies,
    startOther: startTenancyDouble,
    tolerance: engineTolerance,
  }),
];
