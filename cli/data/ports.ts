/** What the engine's data readers need of Node. */
import type { DataPorts, ImageDecoder } from "../../engine/data/types.ts";
import type { Problem } from "../../engine/tensor/problem.ts";
import { createNodeDecoder } from "./decoder.ts";
import { nodeFiles } from "./node-files.ts";

export interface NodePortsOptions {
  readonly decoder?: ImageDecoder;
  report?(problem: Problem): void;
  progress?(done: number, total: number): void;
}

/** Ports for `openDataset`: places are paths relative to the working directory. */
export async function createNodePorts(options: NodePortsOptions = {}): Promise<DataPorts> {
  return {
    files: nodeFiles,
    decoder: options.decoder ?? (await createNodeDecoder()),
    ...(options.report === undefined ? {} : { report: options.report }),
    ...(options.progress === undefined ? {} : { progress: options.progress }),
  };
}
