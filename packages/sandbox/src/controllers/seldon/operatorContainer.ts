import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Certificate } from '../../api/certificate';
import { readBody, sendJson } from '../../models/http';
import type { ContainerImage } from '../../models/runtime';
import type { ControllerContext } from '../runtime/startController';
import { refusalOf } from './admission';
import type { OperatorContext } from './defaults';
import { WEBHOOK_PATH, WEBHOOK_PORT } from './operatorInstallation';
import { startSeldonOperator } from './startSeldonOperator';

interface WebhookContext extends ControllerContext, OperatorContext {
  certificate: Certificate;
}

async function review(
  request: IncomingMessage,
  response: ServerResponse,
  context: WebhookContext,
) {
  if (!request.url?.startsWith(WEBHOOK_PATH)) {
    response.writeHead(404).end();
    return;
  }
  const {
    apiVersion,
    kind,
    request: asked,
  } = JSON.parse(await readBody(request));
  const status = refusalOf(asked.object, context);
  sendJson(response, 200, {
    apiVersion,
    kind,
    response: { uid: asked.uid, allowed: !status, ...(status && { status }) },
  });
}

/**
 * The operator as a container: it works, and its webhook answers, only while its pod runs.
 * `WATCH_NAMESPACE` is the only one it looks at, `WEBHOOK_DELAY_MS` what its webhook takes to answer.
 */
export function operatorContainer(context: WebhookContext): ContainerImage {
  return async container => {
    const { WATCH_NAMESPACE: namespace, WEBHOOK_DELAY_MS } = container.env;
    const answer = (request: IncomingMessage, response: ServerResponse) =>
      review(request, response, context).catch(error => {
        context.log(`Seldon's webhook: ${error.message}`);
        response.destroy();
      });
    await container.listen(
      WEBHOOK_PORT,
      (request, response) => {
        const cancel = context.clock.after(Number(WEBHOOK_DELAY_MS ?? 0), () =>
          answer(request, response),
        );
        response.on('close', cancel);
      },
      context.certificate,
    );
    const stop = startSeldonOperator({ ...context, namespace });
    return { exited: new Promise(() => {}), stop };
  };
}
