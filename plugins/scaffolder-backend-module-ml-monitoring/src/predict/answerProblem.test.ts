import { answerProblem } from './answerProblem';

describe('answerProblem', () => {
  it.each([
    ['seldon', { data: { ndarray: [[0.3]] }, meta: {} }],
    ['seldon', { strData: 'yes' }],
    ['seldon', { jsonData: null }],
    ['tensorflow', { predictions: [2.5] }],
    ['tensorflow', { outputs: { y: 1 } }],
    ['v2', { model_name: 'm', outputs: [] }],
  ] as const)('takes an answer of the %s protocol', (protocol, response) => {
    expect(answerProblem({ protocol, status: 200, response })).toBeUndefined();
  });

  it.each([
    ['seldon', 200, { predictions: [1] }],
    ['seldon', 200, '<html>It works</html>'],
    ['seldon', 200, null],
    ['tensorflow', 200, { data: {} }],
    ['v2', 200, {}],
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
