import { type Command, Option } from "commander";
import type { GraphDocument } from "../../engine/document/types.ts";
import type { BackendChoice } from "../../engine/targets/tfjs/backend/types.ts";
import { backendOption } from "../backend/options.ts";
import { parseSize } from "../input-size.ts";
import { note, UsageError } from "../output.ts";
import { planNewRun, planResume } from "../train/plan.ts";
import { trainPlan } from "../train/train.ts";
import { addTrainingOptions, type TrainingOptions } from "../training-options.ts";

export interface TrainOptions extends TrainingOptions {
  readonly data?: string;
  readonly backend: BackendChoice;
  readonly resize?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly weights?: string;
  readonly json?: boolean;
}

export function registerTrain(program: Command): void {
  const command = program
    .command("train")
    .argument("[graph]", "document file or template id; not needed with --resume")
    .description("trains a network and writes a run folder")
    .option("--data <source>", "builtin:NAME, idx:DIR, cifar10:DIR, folder:DIR or csv:FILE");
  addTrainingOptions(command)
    .addOption(backendOption())
    .option("--resize <HxW>", "bring images to this size first")
    .option("--out <dir>", "run folder; a new one under runs/ unless told")
    .addOption(new Option("--resume <dir>", "go on with the run in this folder, exactly where it was"))
    .option("--weights <file>", "start from these weights: a safetensors file or a run folder")
    .option("--json", "JSON lines: a line a step, an epoch, and one at the end")
    .addHelpText(
      "after",
      "\nOn a GPU a new run first measures, for two seconds at most, which kernels are fastest there, and remembers it.\nLAYERLOOM_TUNING=off leaves that out; on does it where a processor plays the GPU too.",
    )
    .action(train);
}

async function train(graph: string | undefined, options: TrainOptions): Promise<void> {
  const json = options.json === true;
  if (options.resume !== undefined) {
    if (graph !== undefined)
      throw new UsageError("--resume takes the network from the run; leave GRAPH out.");
    if (options.weights !== undefined)
      throw new UsageError("--resume goes on with the run's own weights; leave --weights out.");
    await trainPlan(await planResume(options.resume, options.data, options.backend), json);
    return;
  }
  if (graph === undefined) throw new UsageError("Name a GRAPH to train, or a run to --resume.");
  const resize = options.resize === undefined ? undefined : parseSize(options.resize);
  const plan = await planNewRun({ graph, options, ...(resize === undefined ? {} : { resize }) });
  if (!json) describe(plan.document, plan.folder);
  await trainPlan(plan, json);
}

function describe(document: GraphDocument, folder: string): void {
  const { optimizer, epochs, batchSize, seed } = document.training;
  note(
    `${document.about.title}: ${epochs} epochs, batches of ${batchSize}, ${optimizer.type} at ${optimizer.lr}, seed ${seed}`,
  );
  note(`run folder ${folder}`);
}
