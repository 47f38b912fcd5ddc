import { describe, expect, it } from "vitest";
import { crc32c, maskedCrc32c } from "../../engine/training/tensorboard/crc32c.ts";
import { scalarsEvent, versionEvent } from "../../engine/training/tensorboard/proto.ts";
import { tfRecord } from "../../engine/training/tensorboard/record.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("TensorBoard event files", () => {
  it("computes CRC-32C as RFC 3720, appendix B.4, gives it", () => {
    const ascending = Uint8Array.from({ length: 32 }, (_, i) => i);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(ascending)).toBe(0x46dd794e);
    expect(crc32c(ascending.toReversed())).toBe(0x113fdb5c);
    expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
  });

  it("writes the first record of TensorFlow's own files", () => {
    // made by hand from the format: 24 bytes with wall time 1700000000.5 and "brain.Event:2"
    const event = versionEvent(1_700_000_000.5);
    expect(hex(event)).toBe(`0900002040fc54d9411a0d${hex(new TextEncoder().encode("brain.Event:2"))}`);
    const record = tfRecord(event);
    const view = new DataView(record.buffer);
    expect(view.getBigUint64(0, true)).toBe(24n);
    // the checksum of the length 24 stands at the head of every event file that TensorFlow writes
    expect(hex(record.subarray(0, 12))).toBe("1800000000000000a37f4b22");
    expect(view.getUint32(12 + 24, true)).toBe(maskedCrc32c(event));
    expect(record.length).toBe(40);
  });

  it("encodes scalars with long varints", () => {
    const event = scalarsEvent(0, 300, [{ tag: "loss", value: 0.5 }]);
    expect(hex(event)).toBe(
      "090000000000000000" + "10ac02" + "2a0d" + "0a0b" + "0a046c6f7373" + "150000003f",
    );
    expect(hex(scalarsEvent(0, 2 ** 40, [])).slice(18, 32)).toBe("10808080808020");
  });
});
