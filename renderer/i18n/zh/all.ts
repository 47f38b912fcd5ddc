/** One chunk with all that is Chinese. */
export { chineseEngineText } from "./engineText.ts";
export { zh } from "./index.ts";
