/** What fetching a published data set needs of its host. */

/** Files of one set, wherever the host keeps them. */
export interface DownloadCache {
  /** Bytes, or `null` where there is no such file. */
  size(name: string): Promise<number | null>;
  /** The file in pieces, in order. */
  read(name: string): AsyncIterable<Uint8Array>;
  append(name: string, bytes: Uint8Array): Promise<void>;
  /** Replaces a file of the new name. */
  rename(name: string, to: string): Promise<void>;
  /** Nothing where there is none. */
  remove(name: string): Promise<void>;
}

export interface DownloadPorts {
  readonly cache: DownloadCache;
  /** The body of an address from byte `from` on (a range request where it is above 0). Rejects where nothing answers. */
  open(
    address: string,
    from: number,
    signal: AbortSignal,
  ): Promise<{ readonly status: number; readonly chunks: AsyncIterable<Uint8Array> }>;
  /** Bytes of the whole set. */
  progress?(done: number, total: number): void;
  /** Ends the download; what is there is kept for the next try. */
  readonly signal: AbortSignal;
  wait(ms: number): Promise<void>;
}
