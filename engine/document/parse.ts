/** From the bytes of a file to a document, or to what is wrong with them. */
import { LIMITS } from "../tensor/limits.ts";
import { fail, ok, type Problem, problem, type Result } from "../tensor/problem.ts";
import { inconsistencies } from "./consistency.ts";
import { inspectCounts, inspectJson } from "./inspect.ts";
import { findJsonFault, JSON_DEPTH, lineAndColumn } from "./json-text.ts";
import { fileMessages } from "./messages.ts";
import { type Json, migrate } from "./migrations/index.ts";
import { showValue } from "./params.ts";
import { documentSchema } from "./schema.ts";
import { schemaProblems } from "./schema-issues.ts";
import { DOCUMENT_FORMAT, DOCUMENT_VERSION, type GraphDocument } from "./types.ts";

// Both hosts have it; the pure engine is compiled without the types of either.
declare class TextDecoder {
  constructor(label: string, options: { readonly fatal: boolean });
  decode(bytes: Uint8Array): string;
}

const refuse = (
  code: keyof typeof fileMessages,
  path = "",
  values: Readonly<Record<string, string | number>> = {},
): Result<never> => fail(problem(fileMessages, code, { path }, values));

/** Reads a document of this version or an older one. Never throws; every refusal names the place and what to do. */
export function parseDocument(source: string | Uint8Array): Result<GraphDocument> {
  const json = parseJson(source);
  return json.ok ? parseDocumentJson(json.value) : json;
}

/** JSON within the limits, with no key twice and none that is a trap. */
export function parseJson(source: string | Uint8Array): Result<unknown> {
  if (source.length > LIMITS.documentBytes) {
    return refuse("file/too-large", "", { bytes: source.length, limit: LIMITS.documentBytes });
  }
  const text = typeof source === "string" ? source.replace(/^\uFEFF/, "") : decode(source);
  if (text === null) return refuse("file/not-text");
  if (text.trim() === "") return refuse("file/empty");
  const fault = findJsonFault(text);
  if (fault !== null) {
    const { line, column } = lineAndColumn(text, fault.at);
    const found =
      fault.at >= text.length
        ? "the end of the file"
        : `“${text.slice(fault.at, fault.at + 12).split("\n")[0]}”`;
    const values = {
      line,
      column,
      found,
      expected: fault.expected ?? "",
      key: fault.key ?? "",
      limit: JSON_DEPTH,
    };
    return refuse(fault.code, `line ${line}, column ${column}`, values);
  }
  const value: unknown = JSON.parse(text);
  const trap = inspectJson(value);
  return trap === null ? ok(value) : fail(trap);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The same for a value that was parsed already, for example a document inside another file. */
export function parseDocumentJson(value: unknown): Result<GraphDocument> {
  if (!isObject(value)) return refuse("file/wrong-type", "", wanted("The file", "an object { }", value));
  if (value.format !== DOCUMENT_FORMAT) {
    return refuse("file/wrong-format", "format", { got: showValue(value.format), expected: DOCUMENT_FORMAT });
  }
  const problemOfVersion = judgeVersion(value.version);
  if (problemOfVersion !== null) return fail(problemOfVersion);
  const current = migrate(value, Number(value.version));
  const tooMany = inspectCounts(current);
  if (tooMany !== null) return fail(tooMany);
  const result = documentSchema.safeParse(current, { reportInput: true });
  if (!result.success) return fail(...schemaProblems(result.error.issues));
  const problems = inconsistencies(result.data);
  return problems.length === 0 ? ok(result.data) : fail(...problems);
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const wanted = (place: string, needed: string, value: unknown) => ({ place, needed, got: showValue(value) });

function judgeVersion(version: unknown): Problem | null {
  const values = { got: showValue(version), known: DOCUMENT_VERSION };
  if (typeof version !== "number" || !Number.isInteger(version) || version < 0) {
    return problem(fileMessages, "file/bad-version", { path: "version" }, values);
  }
  return version > DOCUMENT_VERSION
    ? problem(fileMessages, "file/newer-version", { path: "version" }, values)
    : null;
}
