import { expectAgreementOn } from "./agreement-suite.ts";

// Every new geometry may compile shaders, which software drivers are slow at.
await expectAgreementOn("webgpu", 20);
