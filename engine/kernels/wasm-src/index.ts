export { scratchBytes } from "./product.ts";
export { controlBytes, run, serve, stop } from "./threads.ts";
