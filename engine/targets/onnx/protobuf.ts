/**
 * Writes Protocol Buffers (https://protobuf.dev/programming-guides/encoding): varints, 32-bit floats and byte strings.
 * A message is a list of chunks, so that the raw data of tensors is never copied.
 */
export interface Message {
  readonly chunks: readonly Uint8Array[];
  readonly length: number;
}

const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;
const encoder = new TextEncoder();

const messageOf = (chunks: readonly Uint8Array[]): Message => ({
  chunks,
  length: chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0),
});

/** Negative numbers take ten bytes, as their 64-bit two's complement. */
function varint(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

const tag = (field: number, type: number): number[] => varint(field * 8 + type);

/** The fields of a message one after the other. */
export const message = (...fields: readonly Message[]): Message => ({
  chunks: fields.flatMap(({ chunks }) => chunks),
  length: fields.reduce((sum, { length }) => sum + length, 0),
});

export const int = (field: number, value: number): Message =>
  messageOf([Uint8Array.from([...tag(field, VARINT), ...varint(value)])]);
export const ints = (field: number, values: readonly number[]): Message =>
  message(...values.map((value) => int(field, value)));

export function float(field: number, value: number): Message {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return messageOf([Uint8Array.from(tag(field, FIXED32)), bytes]);
}

const delimited = (field: number, content: Message): Message => {
  const head = Uint8Array.from([...tag(field, BYTES), ...varint(content.length)]);
  return { chunks: [head, ...content.chunks], length: head.length + content.length };
};
export const sub = (field: number, ...fields: readonly Message[]): Message =>
  delimited(field, message(...fields));
export const bytes = (field: number, value: Uint8Array): Message => delimited(field, messageOf([value]));
export const text = (field: number, value: string): Message => bytes(field, encoder.encode(value));
