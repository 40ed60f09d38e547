import { clusterRules, metricsRules, sources } from '../rules';
import type { FindingText } from '../rules/types';

const chapters: {
  title: string;
  rules: readonly { findings: Record<string, FindingText> }[];
}[] = [
  { title: 'What the cluster says', rules: clusterRules },
  { title: 'What Prometheus says', rules: metricsRules },
  { title: 'Who did not answer', rules: [sources] },
];

/** Every finding as a person on call reads it, each under a heading that can be linked to. */
export function findingDocs(): string {
  return chapters
    .map(({ title, rules }) =>
      [
        `### ${title}`,
        ...rules.flatMap(({ findings }) =>
          Object.entries(findings).map(([rule, text]) => section(rule, text)),
        ),
      ].join('\n\n'),
    )
    .join('\n\n');
}

function section(rule: string, { means, usually }: FindingText): string {
  return [
    `#### \`${rule}\``,
    sentence(means),
    ...(usually ? [`**Usually:** ${sentence(usually)}`] : []),
  ].join('\n\n');
}

function sentence(text: string): string {
  const end = /[.?!]$/.test(text) ? '' : '.';
  return `${text[0].toUpperCase()}${text.slice(1)}${end}`;
}
