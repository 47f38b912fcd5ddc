/** Names of document files. */

export const FILE_ENDING = ".layerloom";
export const DOCUMENT_MIME_TYPE = "application/vnd.layerloom+json";

/** What a person calls the document: the file's name without its ending. */
export const titleOfFile = (name: string): string => name.replace(/\.(layerloom|json)$/i, "") || name;

/** A name that every file system takes: no separators, no control characters, not too long. */
export function safeFileName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const cleaned = name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, "-").replace(/^[. ]+|[. ]+$/g, "");
  return cleaned.slice(0, 120) || "document";
}
