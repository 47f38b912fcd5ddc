/** A thread that helps with the wasm backend's kernels. */
import type { ThreadTask } from "../kernels/wasm/simd.ts";
import { serveTask } from "../kernels/wasm/threads.ts";

self.onmessage = ({ data }: MessageEvent<ThreadTask>) => {
  serveTask(data, () => self.postMessage("ready"));
  self.close();
};
