/** Memory that could not be had; what was computed so far is as it was. */
export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory";
  readonly wantedBytes: number;
  /** In use already, where that is known. */
  readonly usedBytes: number;
  constructor(wantedBytes: number, usedBytes: number) {
    const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
    super(
      `There is no room for ${mebibytes(wantedBytes)} MiB more in one piece: ${mebibytes(usedBytes)} MiB are in use already.`,
    );
    this.wantedBytes = wantedBytes;
    this.usedBytes = usedBytes;
  }
}
