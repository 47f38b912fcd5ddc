/**
 * Where the published data sets lie. The page's policy lets it talk to its own scheme alone, so the main process fetches
 * these files, and no others, on its behalf; the page checks what it gets. A test holds this table to the engine's.
 */

interface DataSet {
  readonly mirrors: readonly string[];
  readonly files: readonly string[];
}

const IDX = [
  "train-images-idx3-ubyte.gz",
  "train-labels-idx1-ubyte.gz",
  "t10k-images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte.gz",
];

export const DATA_SETS: ReadonlyMap<string, DataSet> = new Map([
  ["fashion-mnist", { mirrors: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"], files: IDX }],
  [
    "mnist",
    {
      mirrors: [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
      ],
      files: IDX,
    },
  ],
  ["cifar-10", { mirrors: ["https://www.cs.toronto.edu/~kriz/"], files: ["cifar-10-binary.tar.gz"] }],
]);

const PREFIX = "/data-sets/";

/** The addresses of a known file, best first; `null` for a path that is none of ours, none for an unknown file. */
export function dataSetAddresses(path: string, mirror: string | undefined): readonly string[] | null {
  if (!path.startsWith(PREFIX)) return null;
  const [id = "", name = "", ...rest] = path.slice(PREFIX.length).split("/");
  const set = DATA_SETS.get(id);
  if (set === undefined || rest.length > 0 || !set.files.includes(name)) return [];
  return [...(mirror === undefined ? [] : [mirror]), ...set.mirrors].map((address) => `${address}${name}`);
}

type Fetch = (address: string, options: { readonly headers: Record<string, string> }) => Promise<Response>;

/** The first mirror that has the file, with the range that was asked for; 502 with the reason where none has. */
export async function fetchDataSet(
  addresses: readonly string[],
  range: string | null,
  fetchFile: Fetch,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  let reason = "There is no such data set.";
  for (const address of addresses) {
    try {
      const answer = await fetchFile(address, {
        headers: { "Accept-Encoding": "identity", ...(range === null ? {} : { Range: range }) },
      });
      if (answer.status === 200 || answer.status === 206) {
        return new Response(answer.body, { status: answer.status, headers });
      }
      reason = `${new URL(address).host} answered ${answer.status}`;
    } catch (error) {
      reason = `${new URL(address).host}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return new Response(reason, { status: addresses.length === 0 ? 404 : 502, headers });
}
