/** What can be wrong with a source as a whole, an image, or a compressed file. Readers have their own table. */
import type { MessageTable } from "../tensor/problem.ts";

export const dataMessages = {
  "data/unknown-source": {
    message: "“{source}” does not name a data set.",
    remedy: "Write builtin:NAME, idx:DIR, cifar10:DIR, folder:DIR or csv:FILE.",
  },
  "data/unknown-builtin": {
    message: "There is no built-in data set “{name}”.",
    remedy: "Choose one of {known}.",
  },
  "data/unknown-option": {
    message: "{scheme}: has no option “{option}”.",
    remedy: "Its options are {known}.",
  },
  "data/bad-option": {
    message: "The option {option} is “{value}”; it must be {expected}.",
    remedy: "Correct the option, or leave it out.",
  },
  "data/place-not-found": {
    message: "There is no file or folder “{place}”.",
    remedy: "Check the path; it is relative to the folder the program was started in.",
  },
  "data/not-a-folder": {
    message: "“{place}” is a file; this source needs a folder.",
    remedy: "Name the folder that holds the files.",
  },
  "data/not-a-file": {
    message: "“{place}” is a folder; this source needs one file.",
    remedy: "Name the file itself.",
  },
  "data/unreadable": {
    message: "{path} cannot be read: {reason}.",
    remedy: "Check that the file is still there and that you may read it.",
  },
  "data/too-large": {
    message: "{path} has {bytes} bytes; files of this kind are read up to {limit}.",
    remedy: "Split the data into smaller files, or use a folder of images, which is streamed.",
  },
  "data/too-many-files": {
    message: "{place} holds {count} files; at most {limit} are read.",
    remedy: "Name the folder of the data set itself, not one above it.",
  },
  "data/no-files": {
    message: "No files were chosen for “{place}”.",
    remedy: "Choose the folder or file again; a page cannot open files by itself.",
  },
  "data/resize-table": {
    message:
      "Samples of shape {shape} cannot be resized: they are vectors, or their targets are tied to their size.",
    remedy: "Leave the size out, or give the shape of the images as CxHxW.",
  },
  "gzip/broken": {
    message: "{path} is not a sound gzip file: {reason}.",
    remedy: "Fetch the file again; it may be cut off or damaged.",
  },
  "gzip/bomb": {
    message: "{path} has {packed} bytes and unpacks to more than {limit}.",
    remedy: "This is not a data file of this kind; fetch it again from its source.",
  },
  "download/length": {
    message: "{path} has {bytes} bytes instead of {wanted}.",
    remedy: "Fetch it again; the download was cut off or the address serves something else.",
  },
  "download/refused": {
    message: "{path} cannot be had: {address} answered {status}.",
    remedy: "Try again later, or name a mirror that has the file.",
  },
  "download/unreachable": {
    message: "The download of {path} broke off: {reason}.",
    remedy: "Start it again: it goes on where it stopped.",
  },
  "download/no-mirror": {
    message: "There is no address for {path}.",
    remedy: "Name a mirror.",
  },
  "download/checksum": {
    message: "{path} is not the published file: its SHA-256 is {found}.",
    remedy: "Delete it and fetch it again, if need be from another mirror.",
  },
  "image/not-an-image": {
    message: "{path} is not a PNG, JPEG or WebP image.",
    remedy: "Convert it to PNG, or take it out of the folder.",
  },
  "image/truncated": {
    message: "{path} is cut off: {reason}.",
    remedy: "Fetch the file again, or take it out of the folder.",
  },
  "image/lying-header": {
    message: "{path} has a header that cannot be right: {reason}.",
    remedy: "Fetch the file again, or take it out of the folder.",
  },
  "image/too-large": {
    message: "{path} says it is {width}×{height} pixels; images are read up to {limit} pixels.",
    remedy: "Make the image smaller.",
  },
  "image/undecodable": {
    message: "{path} cannot be decoded: {reason}.",
    remedy: "Save the image again as PNG or JPEG, or take it out of the folder.",
  },
  "image/needs-sharp": {
    message: "{path} is a WebP image, and this installation has no WebP decoder.",
    remedy: "Install the optional package sharp, or convert the image to PNG.",
  },
} as const satisfies MessageTable;
