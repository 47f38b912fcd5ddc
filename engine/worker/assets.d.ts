/** The build turns such an import into the URL of the file. */
declare module "*.wasm?url" {
  const url: string;
  export default url;
}
