/** The few fields of TensorFlow's `Event` message that scalars need, in protobuf's wire format. */

const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
const VARINT = 0;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return bytes;
}
const tag = (field: number, wire: number): number[] => varint(field * 8 + wire);

function float(value: number, bytes: 4 | 8): number[] {
  const view = new DataView(new ArrayBuffer(bytes));
  if (bytes === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
}
const delimited = (field: number, content: readonly number[]): number[] => [
  ...tag(field, LENGTH_DELIMITED),
  ...varint(content.length),
  ...content,
];
const text = (field: number, value: string): number[] =>
  delimited(field, [...new TextEncoder().encode(value)]);

export interface Scalar {
  readonly tag: string;
  readonly value: number;
}

/** The first event of every file. `wallTime` in seconds since 1970. */
export const versionEvent = (wallTime: number): Uint8Array =>
  Uint8Array.from([...tag(1, FIXED64), ...float(wallTime, 8), ...text(3, "brain.Event:2")]);

/** `Event { wall_time, step, summary { value { tag, simple_value } ... } }`. */
export function scalarsEvent(wallTime: number, step: number, scalars: readonly Scalar[]): Uint8Array {
  const summary = scalars.flatMap(({ tag: name, value }) =>
    delimited(1, [...text(1, name), ...tag(2, FIXED32), ...float(value, 4)]),
  );
  return Uint8Array.from([
    ...tag(1, FIXED64),
    ...float(wallTime, 8),
    ...tag(2, VARINT),
    ...varint(step),
    ...delimited(5, summary),
  ]);
}
