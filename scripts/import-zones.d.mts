/** Why `file` may not import `target` (a path below the root, or a package), or null. */
export function objection(file: string, target: string, isPackage: boolean): string | null;
