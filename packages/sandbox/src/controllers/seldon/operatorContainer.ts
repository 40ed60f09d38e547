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

/** The operator as a container: it works, and its webhook answers, only while its pod runs. */
export function operatorContainer(context: WebhookContext): ContainerImage {
  return async container => {
    await container.listen(
      WEBHOOK_PORT,
      (request, response) =>
        review(request, response, context).catch(error => {
          context.log(`Seldon's webhook: ${error.message}`);
          response.destroy();
        }),
      context.certificate,
    );
    const stop = startSeldonOperator(context);
    return { exited: new Promise(() => {}), stop };
  };
}
