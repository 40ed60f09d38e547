import {
  type Check,
  type ResourceName,
  type Subject,
  answerOf,
  expectSuccess,
} from '../Check';
import {
  configMap,
  deployment,
  prometheusRule,
  seldonDeployment,
  serviceMonitor,
} from '../objects';
import { tryToCreate } from '../requests';

/** Stores nothing, so that a server which accepts what it should refuse answers the next attempt none the less. */
const attempt = (
  subject: Subject,
  resource: ResourceName,
  body: unknown,
  query: Record<string, string> = {},
) => tryToCreate(subject, resource, body, { dryRun: 'All', ...query });

export const validationChecks: Check[] = [
  {
    title: '422: names and labels that break the rules',
    async observe(subject) {
      return {
        name: await attempt(subject, 'configmaps', configMap('Not_Allowed')),
        noName: await attempt(subject, 'configmaps', {
          ...configMap('x'),
          metadata: {},
        }),
        customName: await attempt(
          subject,
          'servicemonitors',
          serviceMonitor('Not_Allowed'),
        ),
        label: await attempt(
          subject,
          'configmaps',
          configMap('settings', {}, { labels: { team: 'a b' } }),
        ),
        dataKey: await attempt(
          subject,
          'configmaps',
          configMap('settings', { 'a b': 'c' }),
        ),
      };
    },
  },
  {
    title: '422: a Deployment that contradicts itself',
    async observe(subject) {
      const body = deployment('model');
      body.spec.selector = { matchLabels: { app: 'another' } };
      body.spec.template.spec.containers[0].image = '';
      const refused = await attempt(subject, 'deployments', body);
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('deployments'),
          body: deployment('model'),
        }),
      );
      const moved = deployment('model');
      moved.spec.selector = { matchLabels: { app: 'b' } };
      moved.spec.template.metadata.labels = { app: 'b' };
      const immutable = await subject.request({
        method: 'PUT',
        path: subject.path('deployments', 'model'),
        body: moved,
      });
      return { refused, immutable: answerOf(immutable) };
    },
  },
  {
    title: '422: custom objects that break their schema',
    async observe(subject) {
      const rule = prometheusRule('model');
      rule.spec.groups[0].rules[0].expr = undefined;
      return {
        required: await attempt(
          subject,
          'servicemonitors',
          serviceMonitor('model', {
            selector: undefined,
            endpoints: undefined,
          }),
        ),
        type: await attempt(
          subject,
          'servicemonitors',
          serviceMonitor('model', { endpoints: 'http' }),
        ),
        pattern: await attempt(
          subject,
          'servicemonitors',
          serviceMonitor('model', {
            endpoints: [{ port: 'http', interval: 'often' }],
          }),
        ),
        rule: await attempt(subject, 'prometheusrules', rule),
        seldon: await attempt(
          subject,
          'seldondeployments',
          seldonDeployment('model', [{ name: 'default' }]),
        ),
        replicas: await attempt(
          subject,
          'seldondeployments',
          seldonDeployment('model', [
            { name: 'default', replicas: 'two', graph: { name: 'a' } },
          ]),
        ),
      };
    },
  },
  {
    title: 'unknown fields: warned of, refused when strict, and pruned',
    async observe(subject) {
      const body = serviceMonitor('model', { colour: 'green' });
      const warned = await subject.request({
        method: 'POST',
        path: subject.path('servicemonitors'),
        body,
        query: { fieldValidation: 'Warn', dryRun: 'All' },
      });
      const builtIn = await subject.request({
        method: 'POST',
        path: subject.path('configmaps'),
        body: { ...configMap('settings'), colour: 'green' },
        query: { fieldValidation: 'Warn', dryRun: 'All' },
      });
      const strict = { fieldValidation: 'Strict' };
      return {
        warned: [warned.status, warned.headers.warning, warned.body.spec],
        builtIn: [builtIn.status, builtIn.headers.warning, builtIn.body.colour],
        strict: await attempt(subject, 'servicemonitors', body, strict),
        strictBuiltIn: await attempt(
          subject,
          'configmaps',
          { ...configMap('settings'), colour: 'green' },
          strict,
        ),
        strictSeldon: await attempt(
          subject,
          'seldondeployments',
          seldonDeployment('model', [
            { name: 'default', graph: { name: 'a' }, colour: 'green' },
          ]),
          strict,
        ),
      };
    },
  },
];
