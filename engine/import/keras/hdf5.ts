/**
 * Reads the HDF5 files that Keras and our own export write: superblock versions 0 to 3, groups as symbol tables or as
 * links in their header, arrays of floats in one piece
 * (https://docs.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html). Every address is checked; nothing is followed
 * twice.
 */
import { DTYPE_BYTES, decodeElements, type StoredDtype } from "../../targets/weights/dtypes.ts";
import type { WeightArray } from "../../targets/weights/types.ts";
import { elements } from "../../tensor/shape.ts";
import { refuse } from "../fault.ts";
import { type Message, ObjectHeaders } from "./hdf5-headers.ts";
import { Source } from "./hdf5-source.ts";

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const MOST_MEMBERS = 100_000;
const MESSAGE = { space: 1, linkInfo: 2, type: 3, link: 6, layout: 8, filter: 11, table: 17 } as const;

export interface Hdf5File {
  /** Names of what is in a group, each with the way to it; `null` where the path is no group. */
  group(path: string): readonly string[] | null;
  array(path: string): WeightArray;
}

export function openHdf5(bytes: Uint8Array): Hdf5File {
  const source = new Source(bytes);
  const headers = new ObjectHeaders(source);
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) source.broken("its signature is missing");
  const root = rootAddress(source);
  const known = new Map<number, ReadonlyMap<string, number> | null>();
  const membersOf = (address: number): ReadonlyMap<string, number> | null => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const members = groupMembers(source, headers.at(address));
    known.set(address, members);
    return members;
  };
  const addressOf = (path: string): number | null => {
    let address = root;
    for (const part of path.split("/").filter((name) => name !== "")) {
      const next = membersOf(address)?.get(part);
      if (next === undefined) return null;
      address = next;
    }
    return address;
  };
  return {
    group(path) {
      const address = addressOf(path);
      const members = address === null ? null : membersOf(address);
      return members === null ? null : [...members.keys()];
    },
    array(path) {
      const address = addressOf(path);
      if (address === null) return source.broken(`${path} is missing`);
      return readArray(source, headers.at(address), path);
    },
  };
}

function rootAddress(source: Source): number {
  const version = source.u8(8);
  if (version <= 1) {
    const start = version === 0 ? 24 : 28;
    if (source.u8(13) !== 8 || source.u8(14) !== 8) source.broken("its addresses are not 64 bits wide");
    // Base, free space, end and driver addresses, then the root group's entry: name offset, header address.
    return source.u64(start + 32 + 8);
  }
  if (version > 3) source.broken(`its version ${version} is not known`);
  return source.u64(36);
}

/** `null` of an array. */
function groupMembers(source: Source, messages: readonly Message[]): ReadonlyMap<string, number> | null {
  const members = new Map<string, number>();
  const table = messages.find(({ type }) => type === MESSAGE.table);
  if (table !== undefined) {
    const [tree, heap] = [source.u64(table.at), source.u64(table.at + 8)];
    source.tag(heap, "HEAP");
    readTree(source, tree, source.u64(heap + 24), members, new Set());
    return members;
  }
  const links = messages.filter(({ type }) => type === MESSAGE.link);
  for (const { at } of links) {
    const link = readLink(source, at);
    if (link !== null) members.set(link.name, link.address);
  }
  const isGroup = links.length > 0 || messages.some(({ type }) => type === MESSAGE.linkInfo);
  return isGroup ? members : null;
}

/** A B-tree of version 1 over symbol table nodes. */
function readTree(
  source: Source,
  address: number,
  heap: number,
  members: Map<string, number>,
  seen: Set<number>,
): void {
  if (seen.has(address) || seen.size > MOST_MEMBERS) source.broken("a group goes round in a circle");
  seen.add(address);
  source.tag(address, "TREE");
  const level = source.u8(address + 5);
  const count = source.u16(address + 6);
  if (level > 8) source.broken("a group is nested too deeply");
  for (let index = 0; index < count; index++) {
    const child = source.u64(address + 24 + 8 + index * 16);
    if (level > 0) readTree(source, child, heap, members, seen);
    else readSymbols(source, child, heap, members);
  }
}

function readSymbols(source: Source, address: number, heap: number, members: Map<string, number>): void {
  source.tag(address, "SNOD");
  const count = source.u16(address + 6);
  for (let index = 0; index < count; index++) {
    const entry = address + 8 + index * 40;
    members.set(source.text(heap + source.u64(entry)), source.u64(entry + 8));
    if (members.size > MOST_MEMBERS) source.broken("a group has too many members");
  }
}

/** A hard link; others are left out. */
function readLink(source: Source, start: number): { readonly name: string; readonly address: number } | null {
  const flags = source.u8(start + 1);
  let at = start + 2;
  if ((flags & 8) !== 0 && source.u8(at++) !== 0) return null;
  if ((flags & 4) !== 0) at += 8;
  if ((flags & 16) !== 0) at += 1;
  const width = 1 << (flags & 3);
  const length = width === 1 ? source.u8(at) : width === 2 ? source.u16(at) : source.u32(at);
  const name = source.slice(at + width, length);
  return { name: new TextDecoder().decode(name), address: source.u64(at + width + length) };
}

function readArray(source: Source, messages: readonly Message[], path: string): WeightArray {
  const find = (type: number, what: string): number =>
    messages.find((message) => message.type === type)?.at ?? source.broken(`${path} has no ${what}`);
  if (messages.some(({ type }) => type === MESSAGE.filter)) source.broken(`${path} is compressed`);
  const shape = readShape(source, find(MESSAGE.space, "shape"));
  const dtype = readType(source, find(MESSAGE.type, "type"), path);
  const count = elements(shape);
  const layout = find(MESSAGE.layout, "data");
  if (source.u8(layout) !== 3) source.broken(`the layout of ${path} is not known`);
  const kind = source.u8(layout + 1);
  const size = kind === 0 ? source.u16(layout + 2) : source.u64(layout + 10);
  if (kind !== 0 && kind !== 1) source.broken(`${path} is stored in chunks`);
  const width = dtype === "I32" ? 4 : DTYPE_BYTES[dtype];
  if (size !== count * width)
    refuse("keras/array-size", path, { shape: shape.join("×") || "1", needed: count * width, given: size });
  const data = source.slice(kind === 0 ? layout + 4 : source.u64(layout + 2), size);
  return { shape, data: dtype === "I32" ? integers(data) : decodeElements(data, dtype) };
}

function integers(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getInt32(4 * index, true));
}

function readShape(source: Source, at: number): readonly number[] {
  const version = source.u8(at);
  const rank = source.u8(at + 1);
  if (rank > 8) source.broken("an array has too many axes");
  const start = at + (version === 1 ? 8 : 4);
  return Array.from({ length: rank }, (_, axis) => source.u64(start + 8 * axis));
}

/** Class 1 is floating point, class 0 an integer; the lowest bit of the flags says big-endian. */
function readType(source: Source, at: number, path: string): StoredDtype | "I32" {
  const [kind, flags, size] = [source.u8(at) & 15, source.u8(at + 1), source.u32(at + 4)];
  const floats = size === 4 ? "F32" : size === 8 ? "F64" : size === 2 ? "F16" : null;
  const integers = size === 8 ? "I64" : size === 4 ? "I32" : null;
  const dtype = kind === 1 ? floats : kind === 0 ? integers : null;
  if ((flags & 1) !== 0 || dtype === null) return source.broken(`${path} holds no floats`);
  return dtype;
}
