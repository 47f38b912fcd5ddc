/** Names of undo steps, by the English label that commands give. */
export const zhSteps: Readonly<Record<string, string>> = {};
