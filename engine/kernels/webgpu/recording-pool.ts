/** The buffers of a recording: reused within it, never by anything else. */

/** tfjs' buffer manager, as far as its backend uses it. */
export interface Manager {
  readonly numBytesUsed: number;
  readonly numBytesAllocated: number;
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
}

export interface RecordingPool {
  readonly manager: Manager;
  bytes(): number;
  /** Call when the device has nothing more to do with them. */
  dispose(): void;
}

const keyOf = (size: number, usage: number): string => `${size}/${usage}`;

/** Buffers that came from `main` go back to it. */
export function recordingPool(device: GPUDevice, main: Manager): RecordingPool {
  const own = new Set<GPUBuffer>();
  const free = new Map<string, GPUBuffer[]>();
  /** Written by the host: never used for anything else, before or after. */
  const constant = new Set<GPUBuffer>();
  let bytes = 0;

  const create = (size: number, usage: number, mappedAtCreation: boolean): GPUBuffer => {
    const buffer = device.createBuffer({ size, usage, mappedAtCreation });
    own.add(buffer);
    bytes += size;
    return buffer;
  };
  return {
    bytes: () => bytes,
    dispose() {
      for (const buffer of own) buffer.destroy();
      own.clear();
      free.clear();
    },
    manager: {
      get numBytesUsed() {
        return main.numBytesUsed + bytes;
      },
      get numBytesAllocated() {
        return main.numBytesAllocated + bytes;
      },
      acquireBuffer(size, usage, mappedAtCreation = false) {
        if (mappedAtCreation || (usage & GPUBufferUsage.UNIFORM) !== 0) {
          const buffer = create(size, usage, mappedAtCreation);
          constant.add(buffer);
          return buffer;
        }
        return free.get(keyOf(size, usage))?.pop() ?? create(size, usage, false);
      },
      releaseBuffer(buffer, reuse) {
        if (!own.has(buffer)) {
          main.releaseBuffer(buffer, reuse);
          return;
        }
        if (constant.has(buffer)) return;
        const key = keyOf(buffer.size, buffer.usage);
        const same = free.get(key);
        if (same === undefined) free.set(key, [buffer]);
        else same.push(buffer);
      },
    },
  };
}
