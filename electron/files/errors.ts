/** Node's errors carry a code such as `ENOENT`. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

export const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
