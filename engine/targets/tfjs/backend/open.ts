/** Makes a backend tfjs' current one, and takes it away again. */
import type { KernelBackend } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { fail, ok, problem, type Result } from "../../../tensor/problem.ts";
import { Announcements, describeAdapter, requestDevice } from "./device.ts";
import { backendMessages } from "./messages.ts";
import type { BackendInfo, BackendLimits, OpenBackend } from "./types.ts";

export interface OpenOptions {
  readonly info: BackendInfo;
  readonly limits: BackendLimits;
  /** Makes the tfjs backend; a rejection becomes a problem. */
  create(): Promise<KernelBackend> | KernelBackend;
  readonly lost?: Announcements;
  readonly errors?: Announcements;
  /** Runs when the backend is disposed of. */
  close?(): void;
}

export const failure = (info: Pick<BackendInfo, "name">, error: unknown): Result<never> => {
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  return fail(problem(backendMessages, "backend/failed", { path: "" }, { backend: info.name, reason }));
};

/** Registers `create` under the backend's name, over whatever was there, and makes it current. Dispose of it before opening the same one again. */
export async function openBackend(options: OpenOptions): Promise<Result<OpenBackend>> {
  const { info, limits } = options;
  // tfjs' own way to this backend, where its module registered one; it comes back when ours is disposed of.
  const stock = tf.findBackendFactory(info.name);
  const remove = (): void => {
    if (tf.findBackendFactory(info.name)) tf.removeBackend(info.name);
  };
  // tfjs greets people on its first use in Node; nobody asked.
  tf.enableProdMode();
  try {
    const backend = await options.create();
    remove();
    tf.registerBackend(info.name, () => backend);
    if (!(await tf.setBackend(info.name))) return failure(info, "tfjs did not accept it");
  } catch (error) {
    return failure(info, error);
  }
  const never = new Announcements(true);
  return ok({
    ...info,
    limits,
    onLost: (options.lost ?? never).subscribe,
    onError: (options.errors ?? never).subscribe,
    async dispose() {
      remove();
      if (stock) tf.registerBackend(info.name, stock);
      options.close?.();
    },
  });
}

/** Opens a WebGPU adapter; the host hands in the class, as importing it needs `navigator.gpu`. */
export async function openAdapter(
  adapter: GPUAdapter,
  createBackend: (device: GPUDevice, info: GPUAdapterInfo) => KernelBackend,
): Promise<Result<OpenBackend>> {
  const info: BackendInfo = { name: "webgpu", ...describeAdapter(adapter) };
  const [lost, errors] = [new Announcements(true), new Announcements(false)];
  let device: GPUDevice;
  try {
    device = await requestDevice(adapter);
  } catch (error) {
    return failure(info, error);
  }
  let closing = false;
  device.lost.then(({ message, reason }) => {
    if (!closing) lost.announce(message === "" ? reason : message);
  });
  device.onuncapturederror = ({ error }) => errors.announce(error.message);
  return openBackend({
    info,
    limits: {
      maxTensorBytes: device.limits.maxStorageBufferBindingSize,
      maxBufferBytes: device.limits.maxBufferSize,
    },
    create: () => createBackend(device, adapter.info),
    lost,
    errors,
    close() {
      closing = true;
      device.destroy();
    },
  });
}
