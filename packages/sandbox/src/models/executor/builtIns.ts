import type { GraphUnit } from '../../controllers/seldon/types';

const parameter = (unit: GraphUnit, name: string, otherwise: number) =>
  Number(unit.parameters?.find(each => each.name === name)?.value ?? otherwise);

const route = (branch: number) => ({ data: { ndarray: [[branch]] } });

function mean(messages: any[]) {
  const rows: number[][][] = messages.map(
    message => message.data?.ndarray ?? [message.data?.tensor?.values ?? []],
  );
  return {
    ...messages[0],
    data: {
      names: messages[0]?.data?.names,
      ndarray: rows[0].map((row, i) =>
        row.map(
          (_, j) =>
            rows.reduce((sum, each) => sum + each[i][j], 0) / rows.length,
        ),
      ),
    },
  };
}

/** Nodes that the orchestrator computes itself. The A/B test alternates in the wanted proportion rather than throwing dice. */
export function builtIn(unit: GraphUnit, message: any, sequence: number): any {
  switch (unit.implementation) {
    case 'SIMPLE_ROUTER':
      return route(0);
    case 'RANDOM_ABTEST': {
      const ratioA = parameter(unit, 'ratioA', 0.5);
      const toA =
        Math.floor((sequence + 1) * ratioA) > Math.floor(sequence * ratioA);
      return route(toA ? 0 : 1);
    }
    case 'AVERAGE_COMBINER':
      return mean(message.seldonMessages);
    default:
      return {
        ...message,
        data: {
          names: ['class0', 'class1', 'class2'],
          ndarray: [[0.1, 0.9, 0.5]],
        },
      };
  }
}
