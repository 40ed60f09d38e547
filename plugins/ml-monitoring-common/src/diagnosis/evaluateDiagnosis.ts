import type { Diagnosis, DiagnosisLink } from '../contract/diagnosis';
import { discreet, discreetFacts } from './discreet';
import type { DiagnosisFacts } from './facts';
import { links } from './links';
import {
  uncapitalised,
  type LinkContext,
  type LinkVerdict,
} from './links/types';

/** What the links say together. @public */
export type DiagnosisVerdict = Pick<
  Diagnosis,
  'summary' | 'brokenAt' | 'links'
>;

/**
 * Walks the way from a model to its charts. A pure function of what was read: what could not be read makes a link unknown, and
 * never ok or broken.
 *
 * @public
 */
export function evaluateDiagnosis(
  facts: DiagnosisFacts,
  now: Date,
  options: {
    /** For somebody who may see this model, and not what else is in the cluster. */
    discreet?: boolean;
  } = {},
): DiagnosisVerdict {
  const earlier: LinkContext['earlier'] = {};
  for (const judge of links) {
    const verdict = judge({
      facts: options.discreet ? discreetFacts(facts) : facts,
      now,
      earlier,
      discreet: options.discreet ?? false,
    });
    earlier[verdict.id] = options.discreet ? discreet(verdict) : verdict;
  }
  const judged = Object.values(earlier);
  const broken = judged.filter(({ status }) => status === 'broken');
  return {
    summary: summaryOf(judged, broken),
    brokenAt: broken[0]?.id,
    links: judged,
  };
}

const WHERE: Record<DiagnosisLink, string> = {
  'seldon-api': 'the API of Seldon',
  'seldon-operator': 'the Seldon operator',
  webhooks: 'the webhooks of Seldon',
  model: 'the model',
  service: 'its Service',
  'metrics-service': 'the Service for its own metrics',
  monitor: 'the monitor',
  prometheus: 'the Prometheus that should take up the monitor',
  access: "the portal's way to Prometheus",
  target: 'the scrape',
  samples: 'the metrics themselves',
  query: 'the query',
};

function summaryOf(
  all: readonly LinkVerdict[],
  [first, ...others]: readonly LinkVerdict[],
): string {
  const find = (id: DiagnosisLink) => all.find(link => link.id === id);
  const hasData =
    find('query')?.status === 'ok' && find('target')?.status === 'ok';
  if (first) {
    const more = others.length
      ? `. Also broken: ${others.map(({ id }) => WHERE[id]).join(', ')}`
      : '';
    const broken = `Broken at ${WHERE[first.id]}: ${uncapitalised(first.summary)}${more}`;
    return hasData ? `There is data. ${broken}` : broken;
  }
  if (hasData) {
    return `There is data: ${uncapitalised(find('query')!.summary)}`;
  }
  const monitor = find('monitor');
  if (monitor?.status === 'not-applicable') {
    return monitor.summary;
  }
  const unknown = all.find(({ status }) => status === 'unknown');
  if (unknown) {
    return `Nothing is known to be broken. ${unknown.summary}`;
  }
  return find('samples')?.summary ?? 'Nothing is broken';
}
