import { setMember, type JsonObject } from '../json';

/** How a field's bytes are read. A message is given as its own fields. */
export type FieldType =
  | 'string'
  | 'bytes'
  | 'integer'
  | 'boolean'
  | 'intOrString'
  | 'timestamp'
  | 'stringMap'
  | 'bytesMap'
  | Message;

export type Message = { [number: number]: Field };

/** `[]` behind a name: the field may be there several times, and is a list. */
export type Field = readonly [name: string, type: FieldType];

export class ProtobufError extends Error {
  override readonly name = 'ProtobufError';
}

interface Entry {
  number: number;
  value: bigint | Buffer;
}

function readVarint(bytes: Buffer, start: number): [bigint, number] {
  let value = 0n;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) throw new ProtobufError('truncated number');
    value |= BigInt(byte & 127) << BigInt(7 * index);
    if (byte < 128) return [BigInt.asUintN(64, value), start + index + 1];
  }
  throw new ProtobufError('number longer than 64 bits');
}

/** Takes a message apart into numbered entries; Kubernetes uses varints and length-delimited ones. */
function entriesOf(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [tag, afterTag] = readVarint(bytes, at);
    const [number, wireType] = [Number(tag >> 3n), Number(tag & 7n)];
    const [value, afterValue] = readVarint(bytes, afterTag);
    if (wireType === 0) {
      entries.push({ number, value });
      at = afterValue;
    } else if (wireType === 2) {
      at = afterValue + Number(value);
      if (at > bytes.length) throw new ProtobufError('truncated field');
      entries.push({ number, value: bytes.subarray(afterValue, at) });
    } else {
      throw new ProtobufError(`wire type ${wireType}`);
    }
  }
  return entries;
}

const asBytes = (value: bigint | Buffer) => {
  if (typeof value === 'bigint') throw new ProtobufError('number for bytes');
  return value;
};

const asNumber = (value: bigint | Buffer) => {
  if (typeof value !== 'bigint') throw new ProtobufError('bytes for number');
  return Number(BigInt.asIntN(64, value));
};

function find(entries: Entry[], number: number) {
  return entries.find(entry => entry.number === number)?.value;
}

function intOrString(bytes: Buffer): number | string {
  const entries = entriesOf(bytes);
  const isString = find(entries, 1) === 1n;
  return isString
    ? asBytes(find(entries, 3) ?? Buffer.alloc(0)).toString()
    : asNumber(find(entries, 2) ?? 0n);
}

function timestamp(bytes: Buffer): string | null {
  const seconds = find(entriesOf(bytes), 1);
  return seconds === undefined
    ? null
    : new Date(asNumber(seconds) * 1000).toISOString();
}

function mapEntry(bytes: Buffer, encoding: 'utf8' | 'base64') {
  const entries = entriesOf(bytes);
  const text = (number: number, as: 'utf8' | 'base64') =>
    asBytes(find(entries, number) ?? Buffer.alloc(0)).toString(as);
  return [text(1, 'utf8'), text(2, encoding)] as const;
}

function readValue(value: bigint | Buffer, type: FieldType): unknown {
  switch (type) {
    case 'string':
      return asBytes(value).toString();
    case 'bytes':
      return asBytes(value).toString('base64');
    case 'integer':
      return asNumber(value);
    case 'boolean':
      return asNumber(value) !== 0;
    case 'intOrString':
      return intOrString(asBytes(value));
    case 'timestamp':
      return timestamp(asBytes(value));
    default:
      return readMessage(asBytes(value), type as Message);
  }
}

/** Decodes by field numbers. A field that is not described is refused, never dropped. */
export function readMessage(bytes: Buffer, message: Message): JsonObject {
  const result: JsonObject = {};
  for (const { number, value } of entriesOf(bytes)) {
    const field = message[number];
    if (!field) throw new ProtobufError(`field ${number} is not known`);
    const [title, type] = field;
    const name = title.replace('[]', '');
    if (type === 'stringMap' || type === 'bytesMap') {
      const encoding = type === 'stringMap' ? 'utf8' : 'base64';
      result[name] ??= {};
      setMember(result[name], ...mapEntry(asBytes(value), encoding));
    } else if (title.endsWith('[]')) {
      (result[name] ??= []).push(readValue(value, type));
    } else {
      result[name] = readValue(value, type);
    }
  }
  return result;
}
