import { describe, expect, it } from "vitest";
import { createRecorder } from "../../engine/training/recorder.ts";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
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

  it("keeps curves of training and validation under the same tags, sound to the last byte", async () => {
    const store = memoryStore();
    let time = 1_700_000_000_000;
    const recorder = createRecorder(store, () => time);
    const step = { type: "step", epoch: 1, elapsedMs: 5, learningRate: 0.25 } as const;
    recorder.step({ ...step, step: 1, loss: 2 });
    await recorder.flush();
    const known = recorder.positions();
    time += 1000;
    recorder.step({ ...step, step: 2, loss: 1.5 });
    await recorder.flushIfDue();

    // a resume from the first step on, in the same files
    for (const { path, length } of known) await store.truncate(path, length);
    const resumed = createRecorder(store, () => time, known);
    resumed.step({ ...step, step: 2, loss: 1.5 });
    const epoch = { epoch: 1, step: 2, loss: 1.75, trainAccuracy: 0.5, testLoss: 1.25, testAccuracy: 0.75 };
    resumed.epoch({ type: "epoch", ...epoch, testTop5: null, imagesPerSecond: 9, elapsedMs: 6 });
    resumed.epoch({
      type: "epoch",
      ...epoch,
      step: 4,
      trainAccuracy: null,
      testLoss: null,
      testAccuracy: null,
      testTop5: null,
      imagesPerSecond: 9,
      elapsedMs: 6,
    });
    await resumed.flush();
    expect(await store.list("tensorboard/train")).toEqual(["events.out.tfevents.1700000000.layerloom.0.v2"]);
    const read = async (part: string): Promise<readonly Uint8Array[]> => {
      const [name] = await store.list(`tensorboard/${part}`);
      return records((await store.read(`tensorboard/${part}/${name}`)) ?? new Uint8Array());
    };
    const at = (n: number): number => 1_700_000_000 + n;
    expect(await read("train")).toEqual([
      versionEvent(at(0)),
      scalarsEvent(at(0), 1, [
        { tag: "step/loss", value: 2 },
        { tag: "learning_rate", value: 0.25 },
      ]),
      scalarsEvent(at(1), 2, [
        { tag: "step/loss", value: 1.5 },
        { tag: "learning_rate", value: 0.25 },
      ]),
      scalarsEvent(at(1), 2, [
        { tag: "loss", value: 1.75 },
        { tag: "accuracy", value: 0.5 },
      ]),
      scalarsEvent(at(1), 4, [{ tag: "loss", value: 1.75 }]),
    ]);
    expect(await read("validation")).toEqual([
      versionEvent(at(0)),
      scalarsEvent(at(1), 2, [
        { tag: "loss", value: 1.25 },
        { tag: "accuracy", value: 0.75 },
      ]),
    ]);
  });
});

/** The data of each record; throws where a length or a checksum is wrong. */
function records(file: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at < file.length; ) {
    const length = Number(view.getBigUint64(at, true));
    const data = file.slice(at + 12, at + 12 + length);
    if (view.getUint32(at + 8, true) !== maskedCrc32c(file.subarray(at, at + 8))) throw new Error("length");
    if (view.getUint32(at + 12 + length, true) !== maskedCrc32c(data)) throw new Error("data");
    found.push(data);
    at += 16 + length;
  }
  return found;
}
