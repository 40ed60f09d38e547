import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

/** The reference of all actions as Markdown, from what they say of themselves. */
export function actionDocs(actions: TemplateAction<any, any, any>[]): string {
  return [
    '# Template actions',
    'Every action of `backstage-plugin-scaffolder-backend-module-ml-monitoring`, as it describes itself; a test keeps this page in step and runs every example. ' +
      '[Templates with models](./templates.md) says how they work together.',
    ...actions.flatMap(docsOf),
    '',
  ].join('\n\n');
}

function docsOf({
  id,
  description,
  schema,
  examples = [],
}: TemplateAction<any, any, any>): string[] {
  const input = schema?.input as ObjectSchema;
  const output = schema?.output as ObjectSchema;
  return [
    `## \`${id}\``,
    `${description}.`,
    table(
      ['Input', 'Type', 'Meaning'],
      Object.entries(input.properties).map(([name, property]) => [
        `\`${name}\`${input.required?.includes(name) ? ' (required)' : ''}`,
        typeOf(property),
        property.description ?? '',
      ]),
    ),
    table(
      ['Output', 'Type', 'Meaning'],
      Object.entries(output.properties).map(([name, property]) => [
        `\`${name}\``,
        typeOf(property),
        property.description ?? '',
      ]),
    ),
    ...examples.flatMap(example => [
      `${example.description}:`,
      `\`\`\`yaml\n${example.example.trim()}\n\`\`\``,
    ]),
  ];
}

interface Property {
  type?: string | string[];
  enum?: unknown[];
  items?: Property;
  anyOf?: Property[];
  description?: string;
}

interface ObjectSchema {
  properties: Record<string, Property>;
  required?: string[];
}

function typeOf({ type, enum: values, items, anyOf }: Property): string {
  if (values) {
    return values.map(value => `\`${value}\``).join(', ');
  }
  if (anyOf) {
    return [...new Set(anyOf.map(typeOf))].join(' or ');
  }
  if (type === 'array') {
    return items?.type === 'object' ? 'list of objects' : 'list';
  }
  return type === undefined ? 'any' : [type].flat().join(' or ');
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}
