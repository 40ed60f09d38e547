import { boolean, kind, string, stringMap } from './parts';

export const configMap = kind({
  data: stringMap,
  binaryData: stringMap,
  immutable: boolean,
});

export const secret = kind({
  data: stringMap,
  stringData: stringMap,
  type: string,
  immutable: boolean,
});
