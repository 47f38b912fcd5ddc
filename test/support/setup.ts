/** Random tests draw from one seed, so that the gate repeats itself; LAYERLOOM_FUZZ_SEED draws others. */
import fc from "fast-check";

const seed = Number(process.env.LAYERLOOM_FUZZ_SEED ?? 20_261_123);
fc.configureGlobal({ seed });
