import type { Bridge } from "../../electron/contract.ts";
import { createBrowserHost } from "./browserHost.ts";
import { createElectronHost } from "./electronHost.ts";
import type { HostApi } from "./HostApi.ts";

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly layerloom?: Bridge;
  }
}

export const createHost = async (): Promise<HostApi> =>
  window.layerloom === undefined ? createBrowserHost() : createElectronHost(window.layerloom);
