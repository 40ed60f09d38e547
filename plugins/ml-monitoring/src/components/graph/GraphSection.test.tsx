import { screen, within } from '@testing-library/react';
import { deepGraph, nodePanels } from '../../__testUtils__/fakeActivity';
import { metricsAnswer, modelDetail } from '../../__testUtils__/fakeAnswers';
import { renderTab } from '../../__testUtils__/renderTab';

describe('the inference graph', () => {
  it('is a list of lists, with how each node does and what was measured of it', async () => {
    renderTab({
      query: 'refresh=off&section=graph',
      api: {
        getModel: async ref => {
          const detail = modelDetail(ref);
          const [predictor] = detail.predictors;
          return {
            ...detail,
            predictors: [{ ...predictor, graph: deepGraph }],
            pods: [
              {
                ...detail.pods[0],
                containers: [
                  {
                    name: 'classifier',
                    image: 'seldonio/mock_classifier:1.17',
                    ready: true,
                    restarts: 2,
                    state: 'running',
                  },
                ],
              },
            ],
          };
        },
        getModelMetrics: async ref => {
          const answer = metricsAnswer(ref, { points: 3 });
          return { ...answer, panels: nodePanels(['classifier'], 3) };
        },
      },
    });
    const graph = await screen.findByRole('region', {
      name: 'Inference graph',
    });
    const [scaler] = within(
      within(graph).getByRole('list', { name: /Predictor default/ }),
    ).getAllByRole('listitem');
    expect(scaler).toHaveTextContent(
      /^scaler Transformerno container of this name was found/,
    );
    const nested = within(scaler).getAllByRole('listitem');
    expect(nested.map(node => node.textContent)).toEqual([
      expect.stringMatching(
        /^eg-router Routerruns in the orchestrator.*sends each request to one of these/,
      ),
      expect.stringMatching(
        /^classifier Modelready in 1 of 1 pods, 2 restarts.*Calls9\.4 req\/sErrors0 req\/sp9512 msmeasured at/,
      ),
      expect.stringMatching(
        /^average Combinerruns in the orchestrator.*asks all of these/,
      ),
      expect.stringMatching(/^one Model.*gs:\/\/models\/onenot measured$/),
      expect.stringMatching(/^two Model.*gs:\/\/models\/twonot measured$/),
    ]);
  });
});
