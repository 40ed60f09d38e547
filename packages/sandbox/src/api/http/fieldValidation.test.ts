import { configMap, useWire } from '../__testUtils__/wire';

const on = useWire();

const monitors = '/apis/monitoring.coreos.com/v1/namespaces/ml/servicemonitors';
const configMaps = '/api/v1/namespaces/ml/configmaps';
const routes = '/apis/route.openshift.io/v1/namespaces/ml/routes';

const monitor = (spec: object = {}) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: 'model' },
  spec: { selector: {}, endpoints: [{ port: 'http' }], ...spec },
});

const route = (spec: object) => ({
  apiVersion: 'route.openshift.io/v1',
  kind: 'Route',
  metadata: { name: 'model' },
  spec,
});

async function send(
  method: string,
  path: string,
  body: object,
  type = 'application/json',
) {
  const {
    code,
    headers,
    body: text,
  } = await on.fetch(path, {
    method,
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  });
  return { code, warning: headers.warning, body: JSON.parse(text) };
}

const post = (path: string, body: object) => send('POST', path, body);

describe('fields that nobody knows', () => {
  it('are dropped with a warning', async () => {
    const answer = await post(
      monitors,
      monitor({
        colour: 'green',
        endpoints: [{ port: 'http', colour: 'é\n' }],
      }),
    );
    expect(answer).toMatchObject({
      code: 201,
      warning:
        '299 - "unknown field \\"spec.endpoints[0].colour\\"", 299 - "unknown field \\"spec.colour\\""',
    });
    expect(answer.body.spec).toEqual(monitor().spec);
  });

  it('are warned of in plain letters, and only so often', async () => {
    const odd = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`é\n${index}`, true]),
    );
    const { code, warning } = await post(monitors, monitor(odd));
    expect(code).toBe(201);
    expect(warning).toMatch(/^299 - "unknown field \\"spec\.\\u00e9\\n0\\""/);
    expect(warning!.length).toBeLessThan(5000);
  });

  it('are dropped silently when they are to be ignored', async () => {
    const path = `${monitors}?fieldValidation=Ignore`;
    const { warning, body } = await post(path, monitor({ colour: 'green' }));
    expect({ warning, spec: body.spec }).toEqual({
      warning: undefined,
      spec: monitor().spec,
    });
  });

  it.each([
    ['ServiceMonitor', monitors, monitor({ colour: 'green' }), 'spec.colour'],
    ['ConfigMap', configMaps, { ...configMap('a'), colour: 1 }, 'colour'],
  ])('refuse a strict request for a %s', async (kind, path, body, field) => {
    expect(await post(`${path}?fieldValidation=Strict`, body)).toMatchObject({
      code: 400,
      body: {
        message: `${kind} in version "v1" cannot be handled as a ${kind}: strict decoding error: unknown field "${field}"`,
      },
    });
  });

  it('cannot be applied by the server', async () => {
    const answer = await send(
      'PATCH',
      `${monitors}/model?fieldManager=portal`,
      monitor({ colour: 'green' }),
      'application/apply-patch+yaml',
    );
    expect(answer).toMatchObject({
      code: 500,
      body: {
        message:
          'failed to create typed patch object (/model; monitoring.coreos.com/v1, Kind=ServiceMonitor): .spec.colour: field not declared in schema',
      },
    });
  });
});

describe('an object of a wrong shape', () => {
  it('is refused with every mistake', async () => {
    const body = monitor({ endpoints: 'http', selector: undefined });
    expect(await post(monitors, body)).toMatchObject({
      code: 422,
      body: {
        message:
          'ServiceMonitor.monitoring.coreos.com "model" is invalid: [spec.endpoints: Invalid value: "string": spec.endpoints in body must be of type array: "string", spec.selector: Required value]',
      },
    });
  });

  it('is not shown to the rules of its kind', async () => {
    const { body } = await post(routes, route({}));
    expect(body.message).toBe(
      'Route.route.openshift.io "model" is invalid: [spec.to: Required value, <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]',
    );
    const heavy = route({ to: { kind: 'Service', name: 'a', weight: 300 } });
    expect((await post(routes, heavy)).body.message).toBe(
      'Route.route.openshift.io "model" is invalid: spec.to.weight: Invalid value: 300: spec.to.weight in body should be less than or equal to 256',
    );
  });

  it('cannot be read when it is of a kind of Kubernetes itself', async () => {
    const body = { ...configMap('a'), data: { a: 1 } };
    expect(await post(configMaps, body)).toMatchObject({
      code: 400,
      body: { reason: 'BadRequest' },
    });
  });

  it.each([
    ['a value of another type', { data: { a: 1 } }],
    ['another kind', { kind: 'Secret' }],
  ])('is not made by a patch with %s', async (_, patch) => {
    on.wire.cluster.create(configMap('a'));
    const type = 'application/merge-patch+json';
    expect(await send('PATCH', `${configMaps}/a`, patch, type)).toMatchObject({
      code: 422,
      body: { reason: 'Invalid' },
    });
  });

  it('is not made by a patch of a custom object', async () => {
    await post(monitors, monitor());
    expect(
      await send(
        'PATCH',
        `${monitors}/model`,
        { spec: { endpoints: null } },
        'application/merge-patch+json',
      ),
    ).toMatchObject({
      code: 422,
      body: {
        message:
          'ServiceMonitor.monitoring.coreos.com "model" is invalid: spec.endpoints: Required value',
      },
    });
  });
});
