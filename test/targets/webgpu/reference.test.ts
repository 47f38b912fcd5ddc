import { expectReferenceValues } from "../reference-suite.ts";

await expectReferenceValues("webgpu");
