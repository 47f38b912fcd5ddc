/** What can go wrong, in Chinese, by the engine's codes. Placeholders are those of the English tables. */
import type { MessageTable } from "../../../engine/tensor/problem.ts";

export const zhProblems: MessageTable = {};
export const zhFixes: Readonly<Record<string, string>> = {};
