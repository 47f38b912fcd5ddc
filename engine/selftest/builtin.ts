/** Our own reference values, computed by `scripts/reference/make-ops.py` with PyTorch. */
import file from "./cases.json" with { type: "json" };
import type { CaseFile } from "./types.ts";

export const builtinCases: CaseFile = file as unknown as CaseFile;
