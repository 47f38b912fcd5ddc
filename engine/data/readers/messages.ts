/** What can be wrong with the files of a data set. Codes are stable: translations go by them. */
import type { MessageTable } from "../../tensor/problem.ts";

export const readerMessages = {
  "idx/missing-file": {
    message: "{place} has no {wanted}.",
    remedy: "The files are named {example} (or .gz); put them together into one folder.",
  },
  "idx/no-test-files": {
    message:
      "{place} has no test files (t10k-… or test-…); {count} training images were drawn as the test part.",
    remedy: "Add the test files, or set their share with ?test=0.2.",
  },
  "idx/not-idx": {
    message: "{path} does not start as an IDX file: its first bytes are {bytes}.",
    remedy: "IDX files start with 00 00 08; check that the file is the right one.",
  },
  "idx/unsupported": {
    message: "{path} holds {what}; {wanted} are read.",
    remedy: "Convert the file to {wanted}.",
  },
  "idx/dimensions": {
    message: "{path} says it holds {count} images of {height}×{width}; sizes from 1 to {limit} are read.",
    remedy: "The header is damaged; fetch the file again.",
  },
  "idx/length": {
    message: "{path}: its header promises {promised} bytes of data, but {actual} follow.",
    remedy: "The file is cut off or not what its header says; fetch it again.",
  },
  "idx/count-mismatch": {
    message: "{images} holds {imageCount} images, but {labels} holds {labelCount} labels.",
    remedy: "Put together the two files that belong to each other.",
  },
  "idx/size-mismatch": {
    message: "Training images are {train}, but test images are {test}.",
    remedy: "Put together files of the same data set.",
  },
  "idx/label-range": {
    message: "{path}: label {label} at position {index}, but there are {classes} classes (0 to {last}).",
    remedy: "Check classes.txt and the label files; test labels must occur in training.",
  },
  "idx/empty": {
    message: "{path} holds no samples.",
    remedy: "Fetch the file again, or choose other data.",
  },
  "class/absent": {
    message: "No training sample has the class {classes}.",
    remedy: "The network will not learn it; leave it out or add samples.",
  },
  "class/too-few": {
    message: "{place} has {count} class(es); telling apart needs at least two.",
    remedy: "Add samples of another class.",
  },
  "class/no-test": {
    message: "There is no test sample of the class {classes}.",
    remedy: "Its accuracy cannot be measured; add samples of it.",
  },
  "class/nothing-left": {
    message: "{place} is too small: no sample is left for training or for testing.",
    remedy: "Give every class at least two samples.",
  },
  "cifar10/missing": {
    message: "{place} has no data_batch_1.bin to data_batch_5.bin.",
    remedy: "Unpack the binary version of CIFAR-10 (cifar-10-binary.tar.gz) and name its folder.",
  },
  "cifar10/pickle": {
    message:
      "{place} holds the Python version of CIFAR-10, whose pickle files can run code and are not read.",
    remedy: "Fetch the binary version (cifar-10-binary.tar.gz) instead.",
  },
  "cifar10/archive": {
    message: "{place} holds the packed archive {path}.",
    remedy: "Unpack it, or fetch cifar-10-binary.tar.gz, which is read as it is.",
  },
  "tar/broken": {
    message: "{path} is not a sound tar archive: there is no file header at byte {position}.",
    remedy: "Fetch the archive again; it may be cut off or damaged.",
  },
  "cifar10/length": {
    message: "{path} has {bytes} bytes, which is not a whole number of records of 3,073.",
    remedy: "The file is cut off or not CIFAR-10; fetch it again.",
  },
  "cifar10/label-range": {
    message: "{path}: record {index} has the label {label}; labels are 0 to 9.",
    remedy: "The file is damaged or not CIFAR-10 (CIFAR-100 has two labels a record); fetch it again.",
  },
  "cifar10/names": {
    message: "{path} lists {count} names; CIFAR-10 has ten classes.",
    remedy: "Restore the file, or delete it: the usual names are used without it.",
  },
  "cifar10/batches": {
    message: "{found} of the five training files are there; {missing} are missing.",
    remedy: "Add them to train on all images.",
  },
  "cifar10/no-test": {
    message: "{place} has no test_batch.bin; {count} training images were drawn as the test part.",
    remedy: "Add the file, or set the share with ?test=0.2.",
  },
  "folder/no-classes": {
    message: "{place} has no folders with images; a data set is a folder a class.",
    remedy: "Sort the images into folders named as their classes, for example cats/ and dogs/.",
  },
  "folder/empty-class": {
    message: "The class folder {path} holds no readable image.",
    remedy: "Put PNG, JPEG or WebP images into it, or delete it.",
  },
  "folder/unknown-test-class": {
    message: "The class folder {path} exists for testing but not for training.",
    remedy: "Name the class folders alike in both parts.",
  },
  "folder/left-out": {
    message: "{count} files are no images and were left out: {names}.",
    remedy: "PNG, JPEG and WebP are read; convert or delete the others.",
  },
  "folder/loose": {
    message: "{count} images lie outside the class folders and were left out: {names}.",
    remedy: "Move them into the folder of their class.",
  },
  "folder/misnamed": {
    message: "{count} images are of another format than their names say: {names}.",
    remedy: "They are read all the same; rename them when other programs stumble.",
  },
  "folder/mixed-sizes": {
    message:
      "The images have {count} different sizes, from {smallest} to {largest}; all are brought to {size}.",
    remedy: "Choose the size yourself with ?size=HxW, and fit=stretch, crop or pad.",
  },
  "folder/scaled": {
    message: "All images are {from}; they are brought to {size}.",
    remedy: "Choose the size yourself with ?size=HxW.",
  },
  "folder/more-broken": {
    message: "{count} more images are broken and were left out.",
    remedy: "Correct the first ones, then open the folder again.",
  },
  "folder/gone": {
    message: "{path} could be read no longer and is left out of training: {reason}",
    remedy: "Restore the file, or open the data set again with ?check=decode for a full report.",
  },
  "csv/empty": {
    message: "{path} holds no rows of data.",
    remedy: "Check that the file is the right one.",
  },
  "csv/not-text": {
    message: "{path} is not text: it has a zero byte at position {index}.",
    remedy: "Export the table as CSV in UTF-8.",
  },
  "csv/open-quote": {
    message: "{path}: a quotation mark in line {line} is never closed.",
    remedy: "Close it, or double quotation marks inside a cell.",
  },
  "csv/ragged": {
    message: "{path}: line {line} has {cells} cells; the first row has {wanted}.",
    remedy: "Give every row the same number of cells.",
  },
  "csv/not-a-number": {
    message: "{path}: “{cell}” in line {line}, column {column}, is not a number.",
    remedy:
      "Write numbers with a decimal point, fill empty cells, or name the label's column with ?label=NAME.",
  },
  "csv/unknown-column": {
    message: "{path} has no column “{column}”; its columns are {known}.",
    remedy: "Name one of them with ?label=NAME, or count from 0 with ?label=INDEX.",
  },
  "csv/no-features": {
    message: "{path} has a column for the label and no other.",
    remedy: "Check the separator; ?separator=semicolon or tab sets it.",
  },
  "csv/shape": {
    message: "{path}: {columns} value columns do not make an image of {shape} ({wanted} values).",
    remedy: "Correct ?shape=CxHxW, or leave it out to read vectors.",
  },
  "csv/pixel-range": {
    message: "{path}: {cell} in line {line}, column {column}, is no pixel; pixels are 0 to 255, or 0 to 1.",
    remedy: "Scale the values, or leave the shape out to read vectors.",
  },
  "csv/more": {
    message: "{path}: {count} more lines are wrong.",
    remedy: "Correct the first ones; the others may be wrong in the same way.",
  },
} as const satisfies MessageTable;
