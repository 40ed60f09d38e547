import {
  answerOf,
  expectSuccess,
  forgetHistory,
  type Check,
  type Subject,
} from '../Check';
import { configMap, service } from '../objects';

const names = (body: any) => body.items?.map((item: any) => item.metadata.name);

/** Ours alone: a real cluster puts a ConfigMap of its own into every namespace. */
const ours = 'app=conformance';

async function createNumbered(subject: Subject, count: number) {
  for (let number = 1; number <= count; number += 1) {
    const labels = {
      app: 'conformance',
      parity: number % 2 ? 'odd' : 'even',
      ...(number === 1 && { first: '' }),
    };
    expectSuccess(
      await subject.request({
        method: 'POST',
        path: subject.path('services'),
        body: {
          ...service(`s${number}`),
          metadata: { name: `s${number}`, labels },
        },
      }),
    );
  }
}

const list = (subject: Subject, query: Record<string, string | number>) =>
  subject.request({ path: subject.path('services'), query });

export const listChecks: Check[] = [
  {
    title: 'list: the shape of lists',
    async observe(subject) {
      await createNumbered(subject, 2);
      const listed = await list(subject, {});
      const empty = await subject.request({
        path: subject.path('servicemonitors'),
      });
      const everywhere = await subject.request({
        path: '/api/v1/services',
        query: { fieldSelector: `metadata.namespace=${subject.namespace}` },
      });
      const { items, ...head } = listed.body;
      return {
        head,
        items: names(listed.body),
        itemsHaveNoKind: items.map((item: any) => [item.kind, item.apiVersion]),
        empty: empty.body,
        everywhere: names(everywhere.body),
      };
    },
  },
  {
    title: 'list: items of custom kinds name their kind',
    async observe(subject) {
      const { body } = await subject.request({
        path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        query: {
          fieldSelector: 'metadata.name=servicemonitors.monitoring.coreos.com',
        },
      });
      return { names: names(body), kind: body.kind };
    },
  },
  {
    title: 'list: label selectors',
    async observe(subject) {
      await createNumbered(subject, 4);
      const selectors = [
        'parity=odd',
        'parity==even',
        'parity!=odd',
        'parity in (odd,even)',
        'parity notin (odd)',
        'first',
        '!first',
        'first=',
        'parity=odd,!first',
        'absent!=x',
        'parity in (even), app=conformance',
      ];
      const answers = await Promise.all(
        selectors.map(async labelSelector => [
          labelSelector,
          names((await list(subject, { labelSelector })).body),
        ]),
      );
      return {
        ...Object.fromEntries(answers),
        malformed: answerOf(await list(subject, { labelSelector: 'a in b' })),
        malformedValue: answerOf(
          await list(subject, { labelSelector: 'a=b c' }),
        ),
      };
    },
  },
  {
    title: 'list: field selectors',
    async observe(subject) {
      await createNumbered(subject, 3);
      const by = async (fieldSelector: string) =>
        names((await list(subject, { fieldSelector })).body);
      return {
        name: await by('metadata.name=s2'),
        notName: await by('metadata.name!=s2'),
        both: await by(
          `metadata.name=s1,metadata.namespace=${subject.namespace}`,
        ),
        unknown: answerOf(
          await list(subject, { fieldSelector: 'spec.colour=green' }),
        ),
        unknownOfCustom: answerOf(
          await subject.request({
            path: subject.path('servicemonitors'),
            query: { fieldSelector: 'spec.jobLabel=a' },
          }),
        ),
        ofPods: (
          await subject.request({
            path: subject.path('pods'),
            query: { fieldSelector: 'status.phase=Running,spec.nodeName=a' },
          })
        ).status,
        ofEvents: (
          await subject.request({
            path: subject.path('events'),
            query: {
              fieldSelector:
                'involvedObject.name=a,involvedObject.kind=Pod,type=Warning,reason=BackOff,involvedObject.uid=u',
            },
          })
        ).status,
      };
    },
  },
  {
    title: 'list: pages show the state of the first page',
    async observe(subject) {
      await createNumbered(subject, 5);
      const first = await list(subject, { limit: 2 });
      await createNumbered(subject, 0);
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('services'),
          body: service('s9'),
        }),
      );
      expectSuccess(
        await subject.request({
          method: 'DELETE',
          path: subject.path('services', 's4'),
        }),
      );
      const second = await list(subject, {
        limit: 2,
        continue: first.body.metadata.continue,
      });
      const third = await list(subject, {
        limit: 2,
        continue: second.body.metadata.continue,
      });
      const selected = await list(subject, { limit: 1, labelSelector: ours });
      return {
        first: [names(first.body), first.body.metadata],
        second: [names(second.body), second.body.metadata],
        third: [names(third.body), third.body.metadata],
        sameVersion:
          first.body.metadata.resourceVersion ===
          third.body.metadata.resourceVersion,
        selected: [names(selected.body), selected.body.metadata],
      };
    },
  },
  {
    title: 'list: a malformed continue token and other wrong parameters',
    async observe(subject) {
      return {
        continue: answerOf(await list(subject, { limit: 1, continue: 'x' })),
        limit: answerOf(await list(subject, { limit: 'many' })),
        version: answerOf(await list(subject, { resourceVersion: 'new' })),
        matchAlone: answerOf(
          await list(subject, { resourceVersionMatch: 'Exact' }),
        ),
        any: (await list(subject, { resourceVersion: '0' })).status,
      };
    },
  },
  {
    title: 'list: 410 when the version of a page is forgotten',
    async observe(subject) {
      await createNumbered(subject, 3);
      const first = await list(subject, { limit: 1 });
      await subject.request({
        method: 'POST',
        path: subject.path('configmaps'),
        body: configMap('later'),
      });
      await forgetHistory(subject);
      const second = await list(subject, {
        limit: 1,
        continue: first.body.metadata.continue,
      });
      const inconsistent = await list(subject, {
        limit: 1,
        continue: second.body.metadata?.continue,
      });
      const exact = await list(subject, {
        resourceVersion: first.body.metadata.resourceVersion,
        resourceVersionMatch: 'Exact',
      });
      return {
        second: answerOf(second),
        inconsistent: [inconsistent.status, names(inconsistent.body)],
        exact: answerOf(exact),
      };
    },
  },
  {
    title: 'list: 504 when the version is one of another cluster',
    async observe(subject) {
      return {
        answer: answerOf(
          await list(subject, {
            resourceVersion: '999999999',
            resourceVersionMatch: 'NotOlderThan',
          }),
        ),
      };
    },
  },
  {
    title: 'list: metadata alone',
    async observe(subject) {
      await createNumbered(subject, 1);
      const answer = await subject.request({
        path: subject.path('services'),
        headers: {
          Accept:
            'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
        },
      });
      const { kind, apiVersion, items } = answer.body;
      return {
        type: answer.headers['content-type'],
        kind,
        apiVersion,
        items: items.map((item: any) => [
          item.kind,
          item.apiVersion,
          Object.keys(item),
          item.metadata.name,
        ]),
      };
    },
  },
];
