export { product, scratchBytes } from "./product.ts";
