import { expectModels } from "../model-suite.ts";

await expectModels("wasm");
