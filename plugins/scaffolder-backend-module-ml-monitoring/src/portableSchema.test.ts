import { validate } from 'jsonschema';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { z } from 'zod/v3';
import { portableSchema } from './portableSchema';

const rewrite = (schema: z.ZodTypeAny) =>
  portableSchema(zodToJsonSchema(schema) as any);

const name = z.string().regex(/^[a-z]+$/);
interface Tree {
  name: string;
  children?: Tree[];
}
const tree: z.ZodType<Tree> = z.lazy(() =>
  z.object({ name, children: z.array(tree).optional() }),
);

describe('portableSchema', () => {
  it('leaves a schema without references alone', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    expect(portableSchema(schema)).toEqual(schema);
  });

  it('writes out what is used twice', () => {
    const schema = rewrite(
      z.object({ items: z.array(z.object({ a: name, b: name })) }),
    );
    expect(JSON.stringify(schema)).not.toContain('$ref');
    expect(
      validate({ items: [{ a: 'ok', b: 'NOT' }] }, schema).errors.map(String),
    ).toEqual([expect.stringContaining('items[0].b does not match')]);
  });

  it('keeps what each use is for', () => {
    const schema: any = rewrite(
      z.object({ a: name.describe('First'), b: name.describe('Second') }),
    );
    expect(schema.properties.a.description).toBe('First');
    expect(schema.properties.b.description).toBe('Second');
  });

  it('keeps a schema that contains itself checked at every depth', () => {
    const schema = rewrite(z.object({ trees: z.array(tree) }));
    const nested = (leaf: string, depth: number): Tree =>
      depth
        ? { name: 'node', children: [nested(leaf, depth - 1)] }
        : { name: leaf };
    expect(validate({ trees: [nested('leaf', 30)] }, schema).errors).toEqual(
      [],
    );
    expect(
      validate({ trees: [nested('LEAF', 30)] }, schema).errors,
    ).toHaveLength(1);
  });
});
