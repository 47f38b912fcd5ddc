/** What every WebGPU port shares, whatever gives it its adapter: a browser's worker or Node. */

const SOFTWARE = /llvmpipe|swiftshader|lavapipe|softpipe|basic render|warp/i;

export interface AdapterFacts {
  readonly description: string;
  readonly software: boolean;
}

/** Names an adapter for people; adapters that run on the CPU are recognised by flag or by name. */
export function describeAdapter(adapter: GPUAdapter): AdapterFacts {
  const { info } = adapter;
  const words = [info.description, info.device, info.architecture, info.vendor].filter((word) => word !== "");
  const flagged = info.isFallbackAdapter === true || Reflect.get(adapter, "isFallbackAdapter") === true;
  return {
    description: words[0] ?? "unnamed adapter",
    software: flagged || words.some((word) => SOFTWARE.test(word)),
  };
}

/** A device with all that the adapter offers of what tfjs uses; by default WebGPU grants far less. */
export async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredFeatures: (["timestamp-query"] as const).filter((feature) => adapter.features.has(feature)),
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    },
  });
}

type Listener = (message: string) => void;

/** Listeners of one kind of event that may already have happened. */
export class Announcements {
  private readonly listeners = new Set<Listener>();
  private readonly lasting: boolean;
  private last: string | null = null;
  /** A lasting event is told to those who come later too. */
  constructor(lasting: boolean) {
    this.lasting = lasting;
  }
  announce(message: string): void {
    this.last = message;
    for (const listener of [...this.listeners]) listener(message);
  }
  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    if (this.lasting && this.last !== null) listener(this.last);
    return () => this.listeners.delete(listener);
  };
}
