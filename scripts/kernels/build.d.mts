export function binaryModule(): Promise<string>;
export const binaryPath: string;
