/** Max pooling with padding, where nothing says that values are not negative: rows, then columns, window by clipped window. */
import type { Pair } from "../../../layers/param.ts";
import { draftLayer } from "../../draft.ts";
import { unmappable } from "../../fault.ts";
import { maximumOf, type Span } from "../../resampling.ts";
import type { LayerJson, TensorRef } from "../config.ts";
import { factsOf, mapOf, type Use } from "../value.ts";
import { type LayerGraph, numbersIn, type Pattern, sameRef } from "./graph.ts";

/** Windows of one length at one distance over a part of the axis. */
interface Run {
  readonly cut: Pair;
  readonly length: number;
  readonly step: number;
}
interface Along {
  readonly base: TensorRef;
  readonly runs: readonly Run[];
  readonly covers: readonly string[];
  readonly isJoined: boolean;
}

export function clippedMaximum(graph: LayerGraph, end: LayerJson): Pattern | null {
  if (end.className !== "Concatenate" && end.className !== "MaxPooling2D") return null;
  const columns = along(graph, end, 1);
  const readers = columns?.runs.length;
  const inner =
    graph.inner(columns?.base, "Concatenate", readers) ?? graph.inner(columns?.base, "MaxPooling2D", readers);
  const rows = inner === null ? null : along(graph, inner, 0);
  if (columns === null || rows === null || inner === null || !(columns.isJoined || rows.isJoined))
    return null;
  const read = (use: Use) => {
    const input = mapOf(use);
    const [, height = 0, width = 0] = input.shape ?? [];
    const params = maximumOf([height, width], windows(rows.runs, height), windows(columns.runs, width));
    if (params === null) return unmappable("its windows are not those of a pooling");
    return { node: draftLayer("maxPool2d", [input], { ...factsOf(use), params }) };
  };
  const covers = [...columns.covers, inner.name, ...rows.covers];
  return { end, refs: [rows.base], covers, read };
}

function along(graph: LayerGraph, end: LayerJson, axis: 0 | 1): Along | null {
  const isJoined = end.className === "Concatenate";
  if (isJoined && end.config.axis !== axis + 1) return null;
  const parts = isJoined ? graph.refs(end).map((ref) => graph.inner(ref, "MaxPooling2D")) : [end];
  const covers: string[] = [];
  const runs: Run[] = [];
  let base: TensorRef | undefined;
  for (const part of parts) {
    if (part === null || part.config.padding !== "valid") return null;
    const [size, stride] = [numbersIn(part, "pool_size"), numbersIn(part, "strides")];
    if (size[1 - axis] !== 1 || stride[1 - axis] !== 1) return null;
    const crop = graph.inner(graph.ref(part), "Cropping2D");
    const sides = crop === null ? [0, 0, 0, 0] : numbersIn(crop, "cropping");
    const cut: Pair = [sides[2 * axis] ?? 0, sides[2 * axis + 1] ?? 0];
    if (sides.length !== 4 || sides.reduce((sum, side) => sum + side, 0) !== cut[0] + cut[1]) return null;
    const source = graph.ref(crop ?? part);
    if (source === undefined || (base !== undefined && !sameRef(base, source))) return null;
    base = source;
    runs.push({ cut, length: size[axis] ?? 1, step: stride[axis] ?? 1 });
    covers.push(...(isJoined ? [part.name] : []), ...(crop === null ? [] : [crop.name]));
  }
  return base === undefined ? null : { base, runs, covers, isJoined };
}

const MOST = 4_096;
function windows(runs: readonly Run[], size: number): readonly Span[] {
  const spans: Span[] = [];
  for (const { cut, length, step } of runs)
    for (
      let start = cut[0];
      start + length <= size - cut[1] && step > 0 && spans.length < MOST;
      start += step
    )
      spans.push({ start, end: start + length });
  return spans;
}
