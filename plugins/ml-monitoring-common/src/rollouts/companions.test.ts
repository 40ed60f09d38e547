import { measures, measuringInstead } from './companions';

const monitor = (name: string, app: string) => ({
  kind: 'ServiceMonitor',
  metadata: { name, labels: { team: 'ml' } },
  spec: {
    selector: { matchLabels: { 'seldon-app': app } },
    endpoints: [{ port: 'http', relabelings: [{ regex: app }] }],
  },
});

describe('what measures a predictor', () => {
  it.each([
    ['its monitor', 'fraud-main', 'fraud-main', true],
    [
      'that of its metrics Service',
      'fraud-main-metrics',
      'fraud-main-metrics',
      true,
    ],
    ['the monitor of another', 'fraud-v2', 'fraud-v2', false],
    ['one under a name of its own', 'mine', 'fraud-main', false],
    ['one of all predictors', 'fraud', 'fraud', false],
  ])('%s: %s', (_, name, app, expected) => {
    const { spec } = monitor(name, app);
    expect(measures({ name, spec }, 'fraud-main')).toBe(expected);
  });

  it('is a metrics Service too', () => {
    expect(
      measures(
        {
          name: 'fraud-main-metrics',
          spec: { selector: { 'seldon-app': 'fraud-main' }, ports: [] },
        },
        'fraud-main',
      ),
    ).toBe(true);
  });

  it('measures another in the same way', () => {
    expect(
      measuringInstead(monitor('fraud-main', 'fraud-main'), {
        from: 'fraud-main',
        to: 'fraud-v2',
      }),
    ).toEqual(monitor('fraud-v2', 'fraud-v2'));
  });
});
