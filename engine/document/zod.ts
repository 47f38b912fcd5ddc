/** zod without its code generator, which a strict content security policy forbids. Import it from here only. */
import * as z from "zod";

z.config({ jitless: true });

export { z };
