import type { ContainerImage } from '../../models/runtime';
import type { ControllerContext } from '../runtime/startController';
import type { OperatorContext } from './defaults';
import { WEBHOOK_PORT } from './operatorInstallation';
import { startSeldonOperator } from './startSeldonOperator';

/** The operator as a container: it works, and its webhook answers, only while its pod runs. */
export function operatorContainer(
  context: ControllerContext & OperatorContext,
): ContainerImage {
  return async container => {
    await container.listen(WEBHOOK_PORT, (_, response) => {
      response.writeHead(404).end();
    });
    const stop = startSeldonOperator(context);
    return { exited: new Promise(() => {}), stop };
  };
}
