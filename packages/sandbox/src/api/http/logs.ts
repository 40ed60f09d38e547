import type { KubeObject } from '../Cluster';
import { badRequest, notFound } from '../errors';
import type { ApiRequest } from './ApiRequest';
import { numberParameter } from './reads';
import type { ServerContext } from './ServerContext';
import type { Handler } from './writes';

const followIntervalMilliseconds = 250;

const containersOf = ({ spec }: KubeObject): string[] =>
  [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map(
    each => each.name,
  );

function chooseContainer(pod: KubeObject, asked: string | null): string {
  const { name } = pod.metadata;
  const all = containersOf(pod);
  if (asked) {
    if (all.includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  const containers = all.slice(0, pod.spec?.containers?.length ?? 0);
  if (all.length === 1) return all[0];
  throw badRequest(
    `a container name must be specified for pod ${name}, choose one of: [${containers.join(' ')}]`,
  );
}

const pullReasons: Record<string, string> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

function whyNoLogs(pod: KubeObject, container: string, previous: boolean) {
  const { name } = pod.metadata;
  if (previous) {
    return `previous terminated container ${JSON.stringify(container)} in pod ${JSON.stringify(name)} not found`;
  }
  const statuses: any[] = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ];
  const waiting = statuses.find(each => each.name === container)?.state
    ?.waiting;
  const reason = waiting?.reason ?? 'ContainerCreating';
  return `container ${JSON.stringify(container)} in pod ${JSON.stringify(name)} is waiting to start: ${pullReasons[reason] ?? reason}`;
}

export const podLog: Handler = (request, target, context) => {
  const { query, response } = request;
  const { of, namespace } = target;
  const name = target.name!;
  const find = () => context.cluster.store.get(of, { namespace, name });
  const pod = find();
  if (!pod) throw notFound(of, name);
  const container = chooseContainer(pod, query.get('container'));
  const previous = query.get('previous') === 'true';
  const tailLines = numberParameter(query, 'tailLines');
  const read = (lines?: number) =>
    context.podLogs?.(pod, container, { previous, tailLines: lines });
  const text = read(tailLines);
  if (text === undefined) throw badRequest(whyNoLogs(pod, container, previous));

  response.writeHead(200, { 'content-type': 'text/plain' });
  const limit = numberParameter(query, 'limitBytes');
  response.write(limit === undefined ? text : text.slice(0, limit));
  if (query.get('follow') !== 'true') {
    response.end();
    return;
  }
  follow(request, context, { printed: read() ?? '', read, find });
};

interface Following {
  printed: string;
  read: () => string | undefined;
  find: () => KubeObject | undefined;
}

/** Sends what is printed from now on, until the reader, the pod or the server goes. */
function follow(
  { response }: ApiRequest,
  { closing }: ServerContext,
  { printed, read, find }: Following,
) {
  let sent = printed.length;
  const timer = setInterval(() => {
    const all = find() ? read() : undefined;
    if (all === undefined) stop();
    else if (all.length > sent) {
      response.write(all.slice(sent));
      sent = all.length;
    }
  }, followIntervalMilliseconds).unref();
  function stop() {
    clearInterval(timer);
    closing.removeEventListener('abort', stop);
    response.end();
  }
  response.once('close', stop);
  closing.addEventListener('abort', stop, { once: true });
}
