/** Which files are networks or weights of other tools, by their names. */

const FOREIGN = /\.(onnx|keras|safetensors|pt|pth|ckpt|pkl|pickle|h5|hdf5)$/i;
const WEIGHTS = /\.safetensors$/i;
const MANIFEST = /(^|[/\\])model\.json$/i;

/** What the file field offers. */
export const ACCEPTED = ".onnx,.keras,.json,.bin,.safetensors,.pt,.pth,.ckpt,.pkl,.h5";

/** Whether files that were dropped together are something to import and no documents. */
export const isImport = (names: readonly string[]): boolean =>
  names.some((name) => FOREIGN.test(name)) || names.some((name) => MANIFEST.test(name));

export const isWeights = (name: string): boolean => WEIGHTS.test(name);

/** The file that the others belong to: `model.json` before its shards. */
export function mainFirst<T extends { readonly name: string }>(files: readonly T[]): readonly T[] {
  const main =
    files.find(({ name }) => FOREIGN.test(name)) ??
    files.find(({ name }) => /\.json$/i.test(name)) ??
    files[0];
  return main === undefined ? [] : [main, ...files.filter((file) => file !== main)];
}
