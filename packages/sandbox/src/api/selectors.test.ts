import type { KubeObject } from './Cluster';
import { builtinResources } from './builtinResources';
import { fieldSelector, labelSelector } from './selectors';

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'ml', labels: { app: 'web', 'x/y': '' } },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
};

const pods = builtinResources.find(({ kind }) => kind === 'Pod')!;

it.each([
  ['', true],
  ['app', true],
  ['!app', false],
  ['!other', true],
  ['app=web', true],
  ['app==web', true],
  ['app = web', true],
  ['app!=web', false],
  ['other!=web', true],
  ['app in (web, api)', true],
  ['app in (api)', false],
  ['app notin (api)', true],
  ['other notin (api)', true],
  ['x/y=', true],
  ['app=web,x/y', true],
  ['app in (web,api),!x/y', false],
  ['constructor', false],
])('the label selector "%s" matches: %s', (selector, matches) => {
  expect(labelSelector(selector)(pod)).toBe(matches);
});

it.each(['a b', '=', 'app in web', '(', 'app>1'])(
  'refuses the label selector "%s"',
  selector => {
    expect(() => labelSelector(selector)).toThrow(
      'unable to parse requirement',
    );
  },
);

it.each([
  ['metadata.name=p', true],
  ['metadata.name!=p', false],
  ['metadata.namespace==ml,spec.nodeName=n1', true],
  ['status.phase=Pending', false],
  ['status.podIP=', true],
])('the field selector "%s" matches: %s', (selector, matches) => {
  expect(fieldSelector(pods, selector)(pod)).toBe(matches);
});

it('selects on known fields only', () => {
  expect(() => fieldSelector(pods, 'spec.containers=x')).toThrow(
    'field label not supported: spec.containers',
  );
});
