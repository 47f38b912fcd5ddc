/** What can go wrong, in Chinese, by the engine's codes. Placeholders are those of the English tables. */
import type { MessageTable } from "../../../engine/tensor/problem.ts";
import { zhDataProblems, zhReaderProblems } from "./problems/data.ts";
import {
  zhEditProblems,
  zhExpressionProblems,
  zhFileProblems,
  zhHostProblems,
  zhParamProblems,
} from "./problems/documents.ts";
import { zhImportProblems } from "./problems/imports.ts";
import { zhLessonProblems } from "./problems/lessons.ts";
import {
  zhAnalysisProblems,
  zhExpandProblems,
  zhLayerProblems,
  zhTemplateProblems,
} from "./problems/network.ts";
import { zhBackendProblems, zhExportProblems, zhTrainingProblems } from "./problems/running.ts";

export const zhProblems: MessageTable = {
  ...zhLayerProblems,
  ...zhExpandProblems,
  ...zhAnalysisProblems,
  ...zhTemplateProblems,
  ...zhFileProblems,
  ...zhParamProblems,
  ...zhExpressionProblems,
  ...zhEditProblems,
  ...zhHostProblems,
  ...zhTrainingProblems,
  ...zhBackendProblems,
  ...zhExportProblems,
  ...zhDataProblems,
  ...zhReaderProblems,
  ...zhLessonProblems,
  ...zhImportProblems,
};
