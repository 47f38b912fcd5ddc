/**
 * The well-known data sets: which files, where they lie, and what they must be. Sizes and SHA-256 are the ones published in
 * TensorFlow Datasets' checksum tables. Fetching is the host's task; `createFileCheck` says whether it went well.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { fail, ok, problem, type Result } from "../tensor/problem.ts";
import { dataMessages } from "./messages.ts";

export interface KnownFile {
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

export interface KnownSet {
  readonly id: string;
  readonly title: string;
  /** English, one sentence. */
  readonly summary: string;
  /** Scheme of SOURCE that reads the files as they are downloaded, in one folder. */
  readonly scheme: "idx" | "cifar10";
  readonly classes: number;
  /** Where to ask, best first; a file's address is the mirror's with the name appended. */
  readonly mirrors: readonly string[];
  readonly files: readonly KnownFile[];
}

export const knownSets: readonly KnownSet[] = [
  {
    id: "fashion-mnist",
    title: "Fashion-MNIST",
    summary: "70,000 grey images of clothes, 28×28, ten classes (Xiao, Rasul and Vollgraf 2017).",
    scheme: "idx",
    classes: 10,
    mirrors: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
    files: [
      {
        name: "train-images-idx3-ubyte.gz",
        bytes: 26_421_880,
        sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
      },
      {
        name: "train-labels-idx1-ubyte.gz",
        bytes: 29_515,
        sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
      },
      {
        name: "t10k-images-idx3-ubyte.gz",
        bytes: 4_422_102,
        sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
      },
      {
        name: "t10k-labels-idx1-ubyte.gz",
        bytes: 5_148,
        sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
      },
    ],
  },
  {
    id: "mnist",
    title: "MNIST",
    summary: "70,000 handwritten digits, 28×28 grey (LeCun, Cortes and Burges 1998).",
    scheme: "idx",
    classes: 10,
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ],
    files: [
      {
        name: "train-images-idx3-ubyte.gz",
        bytes: 9_912_422,
        sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
      },
      {
        name: "train-labels-idx1-ubyte.gz",
        bytes: 28_881,
        sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      },
      {
        name: "t10k-images-idx3-ubyte.gz",
        bytes: 1_648_877,
        sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
      },
      {
        name: "t10k-labels-idx1-ubyte.gz",
        bytes: 4_542,
        sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
      },
    ],
  },
  {
    id: "cifar-10",
    title: "CIFAR-10",
    summary: "60,000 colour photographs, 32×32, ten classes (Krizhevsky 2009).",
    scheme: "cifar10",
    classes: 10,
    mirrors: ["https://www.cs.toronto.edu/~kriz/"],
    files: [
      {
        name: "cifar-10-binary.tar.gz",
        bytes: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
      },
    ],
  },
];

export interface FileCheck {
  /** The next bytes in order; what an interrupted download left on disk goes in first. */
  add(chunk: Uint8Array): void;
  /** Length and hash against what the file must be; call once. */
  finish(): Result<null>;
}

/** Checks a file while it comes in. */
export function createFileCheck(file: KnownFile): FileCheck {
  const hash = sha256.create();
  let bytes = 0;
  return {
    add(chunk) {
      bytes += chunk.length;
      hash.update(chunk);
    },
    finish() {
      const { name } = file;
      if (bytes !== file.bytes) {
        const values = { path: name, bytes, wanted: file.bytes };
        return fail(problem(dataMessages, "download/length", { path: name }, values));
      }
      const found = Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (found === file.sha256) return ok(null);
      return fail(problem(dataMessages, "download/checksum", { path: name }, { path: name, found }));
    },
  };
}
