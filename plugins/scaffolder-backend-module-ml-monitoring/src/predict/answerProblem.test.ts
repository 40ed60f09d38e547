import { answerProblem } from './answerProblem';

describe('answerProblem', () => {
  it.each([
    ['seldon', { data: { ndarray: [[0.3]] }, meta: {} }],
    ['seldon', { strData: 'yes' }],
    ['seldon', { jsonData: null }],
    ['tensorflow', { predictions: [2.5] }],
    ['tensorflow', { outputs: { y: 1 } }],
    ['tensorflow', { outputs: [[1, 2]] }],
    [
      'v2',
      {
        model_name: 'm',
        outputs: [{ name: 'y', shape: [1], datatype: 'FP32', data: [1] }],
      },
    ],
    ['seldon', { data: { tensor: { shape: [1], values: [1] } } }],
    ['seldon', { data: { ndarray: [] }, status: { status: 'SUCCESS' } }],
  ] as const)('takes an answer of the %s protocol', (protocol, response) => {
    expect(answerProblem({ protocol, status: 200, response })).toBeUndefined();
  });

  it.each([
    ['seldon', 200, { predictions: [1] }],
    ['seldon', 200, '<html>It works</html>'],
    ['seldon', 200, null],
    ['tensorflow', 200, { data: {} }],
    ['tensorflow', 200, { predictions: 'none' }],
    ['v2', 200, {}],
    ['v2', 200, { outputs: [] }],
    ['v2', 200, { outputs: [{ name: 'y' }] }],
    ['seldon', 200, { data: {} }],
    ['seldon', 200, { data: { ndarray: [] }, status: { status: 'FAILURE' } }],
    ['seldon', 200, { strData: '', status: { status: 1, code: -1 } }],
    ['seldon', 500, { data: { ndarray: [] } }],
    ['seldon', 302, { data: {} }],
  ] as const)(
    'refuses what is no answer of the %s protocol (%d, %j)',
    (protocol, status, response) => {
      expect(answerProblem({ protocol, status, response })).toEqual(
        expect.any(String),
      );
    },
  );

  it('quotes no secret of the model', () => {
    const response = 'cannot open postgres://me:hunter2@db';
    expect(answerProblem({ protocol: 'v2', status: 500, response })).toBe(
      'it answered 500: cannot open postgres://***@db',
    );
  });

  it('quotes the model, but not at any length', () => {
    const response = { status: { info: 'x'.repeat(10_000) } };
    const problem = answerProblem({
      protocol: 'seldon',
      status: 500,
      response,
    });
    expect(problem).toMatch(/^it answered 500: \{"status":\{"info":"xxx/);
    expect(problem!.length).toBeLessThan(600);
  });
});
