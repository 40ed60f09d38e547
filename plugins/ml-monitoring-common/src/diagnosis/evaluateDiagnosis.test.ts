import { now, wholeFacts } from './__testUtils__/diagnosisFacts';
import { evaluateDiagnosis } from './evaluateDiagnosis';

describe('a model that is up, scraped and called', () => {
  it('has no broken link', () => {
    const { summary, brokenAt, links } = evaluateDiagnosis(wholeFacts(), now);
    expect({
      summary,
      brokenAt,
      links: Object.fromEntries(links.map(({ id, status }) => [id, status])),
    }).toEqual({
      summary: 'There is data: the chart of requests shows 4 per second',
      brokenAt: undefined,
      links: {
        'seldon-api': 'ok',
        'seldon-operator': 'ok',
        webhooks: 'ok',
        model: 'ok',
        service: 'ok',
        'metrics-service': 'not-applicable',
        monitor: 'ok',
        prometheus: 'ok',
        access: 'ok',
        target: 'ok',
        samples: 'ok',
        query: 'ok',
      },
    });
  });
});
