/** What is wrong first in a text that should be JSON, and in which line, counted from 1. */
export interface JsonProblem {
  kind:
    | 'value'
    | 'key'
    | 'colon'
    | 'listComma'
    | 'objectComma'
    | 'text'
    | 'after'
    | 'unfinished';
  line: number;
}

const WHITESPACE = /[ \t\n\r]*/y;
const STRING =
  // eslint-disable-next-line no-control-regex
  /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR =
  /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

type Awaited = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'next';

/** A browser's own words would be in its own language, and not every browser tells the line. `undefined`: it is JSON. */
export function jsonProblem(text: string): JsonProblem | undefined {
  const open: ('{' | '[')[] = [];
  let awaited: Awaited = 'value';
  let at = 0;

  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0].length ?? 0;
    at += found;
    return found > 0;
  };
  const problem = (kind: JsonProblem['kind']): JsonProblem => ({
    kind: at >= text.length ? 'unfinished' : kind,
    line: text.slice(0, at).split('\n').length,
  });
  const close = () => {
    at += 1;
    open.pop();
    awaited = 'next';
  };
  const readString = () =>
    skip(STRING) || (text[at] === '"' ? problem('text') : false);

  for (;;) {
    skip(WHITESPACE);
    const character = text[at];
    switch (awaited) {
      case 'key':
      case 'keyOrEnd': {
        if (awaited === 'keyOrEnd' && character === '}') {
          close();
          break;
        }
        const read = readString();
        if (read !== true) {
          return read || problem('key');
        }
        awaited = 'colon';
        break;
      }
      case 'colon':
        if (character !== ':') {
          return problem('colon');
        }
        at += 1;
        awaited = 'value';
        break;
      case 'next': {
        const inside = open.at(-1);
        if (!inside) {
          return at < text.length ? problem('after') : undefined;
        }
        if (character === (inside === '[' ? ']' : '}')) {
          close();
        } else if (character === ',') {
          at += 1;
          awaited = inside === '[' ? 'value' : 'key';
        } else {
          return problem(inside === '[' ? 'listComma' : 'objectComma');
        }
        break;
      }
      default: {
        if (awaited === 'valueOrEnd' && character === ']') {
          close();
        } else if (character === '{' || character === '[') {
          at += 1;
          open.push(character);
          awaited = character === '{' ? 'keyOrEnd' : 'valueOrEnd';
        } else {
          const read = readString() || skip(SCALAR);
          if (read !== true) {
            return read || problem('value');
          }
          awaited = 'next';
        }
      }
    }
  }
}
