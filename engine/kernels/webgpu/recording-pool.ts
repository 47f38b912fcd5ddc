/** The buffers of a recording: memory that is asked for while it is written gets its place once all of it is known. */

/** tfjs' buffer manager, as far as its backend uses it. */
export interface Manager {
  readonly numBytesUsed: number;
  readonly numBytesAllocated: number;
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
}

export interface RecordingPool {
  readonly manager: Manager;
  /** Whether a buffer stands for memory that has no place yet. */
  isPromised(buffer: unknown): boolean;
  /** Promised buffers that were not given back. */
  unreturned(): readonly GPUBuffer[];
  /** A buffer for promised ones to share. */
  create(size: number): GPUBuffer;
  /** Of all that it made. */
  bytes(): number;
  /** Call when the device has nothing more to do with them. */
  dispose(): void;
}

/** Buffers that came from `main` go back to it. */
export function recordingPool(device: GPUDevice, main: Manager): RecordingPool {
  const own = new Set<GPUBuffer>();
  /**
   * What the host wrote has a buffer of tfjs' to itself, and whether its tensor is gone. One that is not, as it is older than
   * the recording, keeps the buffer and has to outlive the recording.
   */
  const constants = new Map<GPUBuffer, boolean>();
  const promised = new WeakSet<object>();
  const used = new Set<GPUBuffer>();
  let bytes = 0;

  const constant = (size: number, usage: number, mappedAtCreation: boolean): GPUBuffer => {
    const buffer = main.acquireBuffer(size, usage, mappedAtCreation, false);
    constants.set(buffer, false);
    bytes += size;
    return buffer;
  };
  // tfjs tells buffers by their class.
  const promise = (size: number, usage: number): GPUBuffer => {
    const buffer: GPUBuffer = Object.create(GPUBuffer.prototype, {
      size: { value: size },
      usage: { value: usage },
    });
    promised.add(buffer);
    used.add(buffer);
    return buffer;
  };
  return {
    isPromised: (buffer) => typeof buffer === "object" && buffer !== null && promised.has(buffer),
    unreturned: () => [...used],
    create(size) {
      const buffer = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE });
      own.add(buffer);
      bytes += size;
      return buffer;
    },
    bytes: () => bytes,
    dispose() {
      for (const buffer of own) buffer.destroy();
      own.clear();
      for (const [buffer, gone] of constants) if (gone) main.releaseBuffer(buffer, false);
      constants.clear();
    },
    manager: {
      get numBytesUsed() {
        return main.numBytesUsed;
      },
      get numBytesAllocated() {
        return main.numBytesAllocated;
      },
      acquireBuffer: (size, usage, mappedAtCreation = false) =>
        mappedAtCreation || (usage & GPUBufferUsage.UNIFORM) !== 0
          ? constant(size, usage, mappedAtCreation)
          : promise(size, usage),
      releaseBuffer(buffer, reuse) {
        if (promised.has(buffer)) used.delete(buffer);
        else if (constants.has(buffer)) constants.set(buffer, true);
        else main.releaseBuffer(buffer, reuse);
      },
    },
  };
}
