import type { MessageTable } from "../tensor/problem.ts";

/** What can be wrong with a file. `path` of the problem is the place in its JSON. */
export const fileMessages = {
  "file/too-large": {
    message: "The file has {bytes} bytes; documents may have up to {limit}.",
    remedy: "Check that it is a Layerloom document; weights and images belong into files of their own.",
  },
  "file/not-text": {
    message: "The file is not text in UTF-8.",
    remedy: "Check that it is a Layerloom document and was not saved in another encoding.",
  },
  "file/empty": {
    message: "The file is empty.",
    remedy: "Open another file, or a recovered copy of this one.",
  },
  "file/syntax": {
    message:
      "The JSON breaks off at line {line}, column {column}: {expected} was expected, but {found} is there.",
    remedy: "Correct the file at this place, or open a copy that was saved completely.",
  },
  "file/duplicate-key": {
    message:
      "The key “{key}” at line {line}, column {column} is there twice, so one of its values would be lost.",
    remedy: "Remove or rename one of the two.",
  },
  "file/too-deep": {
    message: "The JSON is nested deeper than {limit} levels at line {line}, column {column}.",
    remedy: "Check that it is a Layerloom document; none is nested so deep.",
  },
  "file/wrong-format": {
    message: "The format is {got}, not “{expected}”.",
    remedy: "Choose a file of the format “{expected}”; models of other programs come in with Import.",
  },
  "file/newer-version": {
    message:
      "The file was written in version {got} of the format; this program knows versions up to {known}.",
    remedy: "Update Layerloom to open it.",
  },
  "file/bad-version": {
    message: "The version {got} of the format never existed; versions are whole numbers from 0 to {known}.",
    remedy: "Set the version to the one the file was written in.",
  },
  "file/forbidden-key": {
    message: "The key “{key}” in {place} is not allowed.",
    remedy: "Rename or remove it.",
  },
  "file/text-too-long": {
    message: "The text at {place} has {length} bytes; up to {limit} are allowed.",
    remedy: "Shorten it.",
  },
  "file/too-many": {
    message: "There are {got} {what} in the file; up to {limit} are allowed.",
    remedy: "Use blocks with repeats instead of copies.",
  },
  "file/missing": {
    message: "{place} is missing; {needed} belongs there.",
    remedy: "Add it, or copy it from another document.",
  },
  "file/wrong-type": {
    message: "{place} must be {needed}, but is {got}.",
    remedy: "Put {needed} there.",
  },
  "file/unknown-key": {
    message: "{place} has a key “{key}” that does not belong there.",
    remedy: "Remove “{key}”, or correct its name.",
  },
  "file/not-an-option": {
    message: "{place} is {got}; it must be {options}.",
    remedy: "Put {options} there.",
  },
  "file/out-of-range": {
    message: "{place} is {got}; it must be {bound}.",
    remedy: "Choose a value that is {bound}.",
  },
  "file/bad-name": {
    message: "{place} is {got}, which cannot be used as {what}.",
    remedy: "{rule}",
  },
  "file/duplicate-id": {
    message: "{place} is {got}, and so is an earlier one; wires and positions could not be told apart.",
    remedy: "Give one of the two another id.",
  },
  "file/duplicate-name": {
    message: "{place} is {got}, and so is an earlier one; expressions could not tell them apart.",
    remedy: "Give one of the two another name.",
  },
  "file/block-id": {
    message: "The block at {place} has the id {got}; it must be the key it stands under.",
    remedy: "Make the id and the key equal.",
  },
  "file/unreadable": {
    message: "{place} cannot be read: {reason}.",
    remedy: "Correct it, or copy it from another document.",
  },
} as const satisfies MessageTable;

export const NAME_RULE = "Use letters, digits, _ and -, with dots between them; at most 100 characters.";
export const IDENTIFIER_RULE =
  "Begin with a letter and go on with letters, digits and _ (a to z); true, false, i and n are taken.";
export const ID_RULE =
  "Use letters a to z, digits, _ and -, beginning with a letter or digit; at most 64 characters.";
