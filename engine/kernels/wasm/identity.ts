/** `Identity` as another reference to the same data; the stock kernel copies it. No kernel writes into its inputs. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { WasmKernel } from "./heap.ts";

export const identity =
  (stock: WasmKernel): WasmKernel =>
  (call) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (x.dtype === "string") return stock(call);
    call.backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  };
