import {
  prometheus,
  read,
  readyFacts,
  forbidden,
} from './__testUtils__/readinessFacts';
import type { NamespaceFact, ReadinessFacts } from './facts';
import { selectionOf, wantedLabels } from './monitorSelection';

const mlMon: NamespaceFact = { name: 'ml-mon', exists: true, labels: {} };
const all = <T>(value: T) => ({
  ServiceMonitor: value,
  PodMonitor: value,
  PrometheusRule: value,
});

function select(
  own: Partial<ReadinessFacts>,
  object: {
    labels?: Record<string, string>;
    namespace?: NamespaceFact;
    kind?: 'ServiceMonitor' | 'PrometheusRule';
  } = {},
) {
  return selectionOf(
    { kind: 'ServiceMonitor', labels: {}, namespace: mlMon, ...object },
    readyFacts(own),
  );
}

describe('a monitor', () => {
  it('is taken up by the Prometheus that takes all', () => {
    expect(select({})).toEqual({
      status: 'selected',
      by: ['Prometheus monitoring/main'],
    });
  });

  it.each<[string, Partial<ReadinessFacts>, string[]]>([
    [
      'without the label that is asked for',
      {
        prometheuses: read([
          prometheus({ selectors: all({ matchLabels: { release: 'main' } }) }),
        ]),
      },
      [
        'Prometheus monitoring/main takes ServiceMonitors with release=main (spec.serviceMonitorSelector)',
      ],
    ],
    [
      'where no selector is set',
      { prometheuses: read([prometheus({ selectors: all(undefined) })]) },
      [
        'Prometheus monitoring/main takes ServiceMonitors with nothing (spec.serviceMonitorSelector)',
      ],
    ],
    [
      'in another namespace than the only one that is looked into',
      {
        prometheuses: read([
          prometheus({ namespaceSelectors: all(undefined) }),
        ]),
      },
      [
        'Prometheus monitoring/main looks into its own namespace only (spec.serviceMonitorNamespaceSelector is not set)',
      ],
    ],
    [
      'in a namespace without the label that is asked for',
      {
        prometheuses: read([
          prometheus({
            namespaceSelectors: all({ matchLabels: { scraped: 'yes' } }),
          }),
        ]),
      },
      [
        'Prometheus monitoring/main looks into namespaces with scraped=yes (spec.serviceMonitorNamespaceSelector)',
      ],
    ],
    ['where there is no Prometheus', { prometheuses: read([]) }, []],
    [
      'by a Prometheus that is scaled to zero',
      { prometheuses: read([prometheus({ replicas: 0 })]) },
      ['Prometheus monitoring/main is scaled to zero (spec.replicas)'],
    ],
    [
      'where user-workload monitoring is off',
      {
        prometheuses: { status: 'absent' },
        userWorkloadMonitoring: read({ enabled: false }),
      },
      [],
    ],
  ])('is ignored %s', (_, facts, reasons) => {
    expect(select(facts)).toEqual({ status: 'ignored', reasons });
  });

  it('is taken up in the own namespace of a Prometheus without a namespace selector', () => {
    expect(
      select({
        prometheuses: read([
          prometheus({
            namespace: 'ml-mon',
            namespaceSelectors: all(undefined),
          }),
        ]),
      }),
    ).toMatchObject({ status: 'selected' });
  });

  it.each<[string, Partial<ReadinessFacts>]>([
    ['may not be read', { prometheuses: forbidden('prometheuses') }],
    [
      'could be read in part only, and none of those takes it',
      {
        prometheuses: {
          status: 'read',
          value: [],
          missing: { message: 'looked for in ml-mon only', rights: [] },
        },
      },
    ],
    [
      'is run by another operator as well',
      {
        prometheuses: read([]),
        apiGroups: read(['operator.victoriametrics.com']),
      },
    ],
  ])('is not known to be ignored where who reads it %s', (_, facts) => {
    expect(select(facts)).toMatchObject({ status: 'unknown' });
  });

  it('is not known to be ignored where the labels of its namespace decide, and are not known', () => {
    const facts = {
      prometheuses: read([
        prometheus({
          namespaceSelectors: all({ matchLabels: { scraped: 'yes' } }),
        }),
      ]),
    };
    expect(select(facts, { namespace: { name: 'ml-mon' } })).toMatchObject({
      status: 'unknown',
    });
  });

  it('is known by the name of its namespace, whatever else is not', () => {
    const facts = {
      prometheuses: read([
        prometheus({
          namespaceSelectors: all({
            matchLabels: { 'kubernetes.io/metadata.name': 'ml-mon' },
          }),
        }),
      ]),
    };
    expect(select(facts, { namespace: { name: 'ml-mon' } })).toMatchObject({
      status: 'selected',
    });
  });

  describe("under OpenShift's user-workload monitoring", () => {
    const openShift = {
      prometheuses: forbidden('prometheuses'),
      userWorkloadMonitoring: read({ enabled: true }),
    };

    it('is taken up', () => {
      expect(select(openShift)).toEqual({
        status: 'selected',
        by: ['Prometheus openshift-user-workload-monitoring/user-workload'],
      });
    });

    it.each([
      ['openshift.io/user-monitoring', 'false'],
      ['openshift.io/cluster-monitoring', 'true'],
    ])('is not taken up from a namespace labelled %s=%s', (label, value) => {
      expect(
        select(
          { ...openShift, prometheuses: { status: 'absent' } },
          { namespace: { ...mlMon, labels: { [label]: value } } },
        ),
      ).toMatchObject({ status: 'ignored' });
    });

    it('has its rules read, though its Prometheus does not', () => {
      expect(
        select(
          {
            ...openShift,
            prometheuses: read([
              prometheus({
                namespace: 'openshift-user-workload-monitoring',
                selectors: { ...all({}), PrometheusRule: undefined },
              }),
            ]),
          },
          { kind: 'PrometheusRule' },
        ),
      ).toMatchObject({ status: 'selected' });
    });
  });
});

describe('the labels a monitor lacks', () => {
  it.each<
    [string, Partial<ReadinessFacts>, Record<string, string> | undefined]
  >([
    [
      'are those of a Prometheus that looks into the namespace',
      {
        prometheuses: read([
          prometheus({ selectors: all({ matchLabels: { release: 'main' } }) }),
        ]),
      },
      { release: 'main' },
    ],
    [
      'are not those of one that does not',
      {
        prometheuses: read([
          prometheus({
            selectors: all({ matchLabels: { release: 'main' } }),
            namespaceSelectors: all(undefined),
          }),
        ]),
      },
      undefined,
    ],
    [
      'are none where expressions decide',
      {
        prometheuses: read([
          prometheus({
            selectors: all({
              matchLabels: { a: 'b' },
              matchExpressions: [{ key: 'c', operator: 'Exists' }],
            }),
          }),
        ]),
      },
      undefined,
    ],
  ])('%s', (_, facts, labels) => {
    expect(wantedLabels('ServiceMonitor', mlMon, readyFacts(facts))).toEqual(
      labels,
    );
  });
});
