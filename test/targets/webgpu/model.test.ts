import { expectModels } from "../model-suite.ts";

await expectModels("webgpu");
