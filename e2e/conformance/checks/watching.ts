import {
  expectSuccess,
  forgetHistory,
  type Check,
  type Subject,
} from '../Check';
import { configMap } from '../objects';
import type { KubeWatch, WatchEvent } from '../../kube/KubeHttp';

const labelled = (name: string, labels: Record<string, string> = {}) =>
  configMap(
    name,
    { colour: 'green' },
    { labels: { app: 'watched', ...labels } },
  );

const post = async (subject: Subject, body: object) =>
  expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path('configmaps'),
      body,
    }),
  ).body;

const merge = async (subject: Subject, name: string, body: object) =>
  expectSuccess(
    await subject.request({
      method: 'PATCH',
      path: subject.path('configmaps', name),
      contentType: 'application/merge-patch+json',
      body,
    }),
  ).body;

const remove = (subject: Subject, name: string) =>
  subject.request({ method: 'DELETE', path: subject.path('configmaps', name) });

const versionNow = async (subject: Subject): Promise<string> =>
  (await subject.request({ path: subject.path('configmaps') })).body.metadata
    .resourceVersion;

const watch = (
  subject: Subject,
  query: Record<string, string | number | boolean | undefined>,
) =>
  subject.kube.watch({
    path: subject.path('configmaps'),
    query: { labelSelector: 'app=watched', ...query },
  });

const outline = (event: WatchEvent | undefined) =>
  event && [event.type, event.object.metadata?.name, event.object.data?.colour];

async function take(stream: KubeWatch, count: number) {
  const events: WatchEvent[] = [];
  while (events.length < count) {
    const event = await stream.next();
    if (!event) break;
    events.push(event);
  }
  return events;
}

async function takeAll(stream: KubeWatch) {
  return take(stream, Number.POSITIVE_INFINITY);
}

/** How a stream that cannot be opened answers, whichever way the server chooses. */
async function refusalOf(stream: KubeWatch) {
  const event = stream.status === 200 ? await stream.next() : undefined;
  stream.close();
  return { status: stream.status, body: stream.refusal, event };
}

export const watchChecks: Check[] = [
  {
    title: 'watch: every change after a list, in order',
    async observe(subject) {
      const stream = await watch(subject, {
        resourceVersion: await versionNow(subject),
      });
      const created = await post(subject, labelled('a'));
      await merge(subject, 'a', { data: { colour: 'red' } });
      await merge(subject, 'a', { data: { colour: 'red' } });
      await remove(subject, 'a');
      const events = await take(stream, 3);
      stream.close();
      const versions = events.map(event =>
        Number(event.object.metadata.resourceVersion),
      );
      return {
        events: events.map(outline),
        kinds: events.map(event => event.object.kind),
        increasing: versions.every(
          (version, index) => index === 0 || version > versions[index - 1],
        ),
        firstIsTheAnswer:
          JSON.stringify(events[0].object) === JSON.stringify(created),
      };
    },
  },
  {
    title: 'watch: without a version it begins with what is there',
    async observe(subject) {
      await post(subject, labelled('a'));
      await post(subject, labelled('b'));
      const stream = await watch(subject, {});
      const events = await take(stream, 2);
      stream.close();
      const zero = await watch(subject, { resourceVersion: 0 });
      const fromZero = await take(zero, 2);
      zero.close();
      return {
        events: events.map(outline).sort(),
        fromZero: fromZero.map(outline).sort(),
      };
    },
  },
  {
    title: 'watch: resumes after the last event seen',
    async observe(subject) {
      const a = await post(subject, labelled('a'));
      const b = await post(subject, labelled('b'));
      await merge(subject, 'a', { data: { colour: 'red' } });
      await remove(subject, 'b');
      const fromA = await watch(subject, {
        resourceVersion: a.metadata.resourceVersion,
      });
      const fromB = await watch(subject, {
        resourceVersion: b.metadata.resourceVersion,
      });
      const facts = {
        afterA: (await take(fromA, 3)).map(outline),
        afterB: (await take(fromB, 2)).map(outline),
      };
      fromA.close();
      fromB.close();
      return facts;
    },
  },
  {
    title: 'watch: objects enter and leave a selection',
    async observe(subject) {
      const stream = await watch(subject, {
        resourceVersion: await versionNow(subject),
        labelSelector: 'app=watched,team=fraud',
      });
      await post(subject, labelled('a'));
      await merge(subject, 'a', { metadata: { labels: { team: 'fraud' } } });
      await merge(subject, 'a', { data: { colour: 'red' } });
      await merge(subject, 'a', { metadata: { labels: { team: null } } });
      const events = await take(stream, 3);
      stream.close();
      return {
        events: events.map(outline),
        leftWith: events[2].object.metadata.labels,
      };
    },
  },
  {
    title: 'watch: one object by its name',
    async observe(subject) {
      const stream = await watch(subject, {
        resourceVersion: await versionNow(subject),
        fieldSelector: 'metadata.name=b',
      });
      await post(subject, labelled('a'));
      await post(subject, labelled('b'));
      const events = await take(stream, 1);
      stream.close();
      return { events: events.map(outline) };
    },
  },
  {
    title: 'watch: the server ends the stream when its time is up',
    async observe(subject) {
      const stream = await watch(subject, { timeoutSeconds: 1 });
      const events = await takeAll(stream);
      return { status: stream.status, events: events.map(outline) };
    },
  },
  {
    title: 'watch: the initial list as a stream that ends with a bookmark',
    async observe(subject) {
      await post(subject, labelled('a'));
      const stream = await watch(subject, {
        sendInitialEvents: true,
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: true,
      });
      const events = await take(stream, 2);
      stream.close();
      const [, bookmark] = events;
      return {
        status: stream.status,
        refusal: stream.refusal,
        types: events.map(event => event.type),
        bookmark: bookmark?.object,
      };
    },
  },
  {
    title: 'watch: a bookmark comes before the stream ends',
    async observe(subject) {
      await post(subject, labelled('a'));
      const stream = await watch(subject, {
        resourceVersion: await versionNow(subject),
        allowWatchBookmarks: true,
        timeoutSeconds: 4,
      });
      const events = await takeAll(stream);
      return {
        types: [...new Set(events.map(event => event.type))],
        bookmark: events[0]?.object,
      };
    },
  },
  {
    title: 'watch: 410 from a version that is forgotten',
    async observe(subject) {
      const first = await post(subject, labelled('a'));
      await merge(subject, 'a', { data: { colour: 'red' } });
      await forgetHistory(subject);
      const old = await watch(subject, {
        resourceVersion: first.metadata.resourceVersion,
      });
      const refused = await refusalOf(old);
      const relisted = await watch(subject, {
        resourceVersion: await versionNow(subject),
      });
      await merge(subject, 'a', { data: { colour: 'blue' } });
      const afterwards = (await take(relisted, 1)).map(outline);
      relisted.close();
      return { refused, afterwards };
    },
  },
  {
    title: 'watch: versions that are malformed or of another cluster',
    async observe(subject) {
      return {
        malformed: await refusalOf(
          await watch(subject, { resourceVersion: 'new' }),
        ),
        future: await refusalOf(
          await watch(subject, {
            resourceVersion: '999999999',
            timeoutSeconds: 2,
          }),
        ),
      };
    },
  },
  {
    title: 'watch: headers of the stream and of its refusal',
    async observe(subject) {
      const absent = await subject.kube.watch({
        path: `/apis/apps/v1/namespaces/${subject.namespace}/things`,
      });
      const selector = await watch(subject, { labelSelector: 'a in b' });
      return {
        absent: await refusalOf(absent),
        selector: await refusalOf(selector),
      };
    },
  },
];
