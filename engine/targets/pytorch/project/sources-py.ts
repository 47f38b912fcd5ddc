/** `sources.py`: the studio's data sources read in Python. */
export const sourcesPy = String.raw`"""The data sources of Layerloom: idx:DIR, cifar10:DIR, folder:DIR, csv:FILE and tensors:DIR, options after a ?."""

import csv
import gzip
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import numpy

import weights
from draws import Draws, permutation

HERE = Path(__file__).resolve().parent
CIFAR10 = "airplane automobile bird cat deer dog frog horse ship truck".split()
FASHION = "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot".split(",")


@dataclass
class Part:
    """Images [N, H, W, C] as bytes or floats in 0..1, or rows [N, F]; or the paths of image files."""

    pixels: object
    labels: numpy.ndarray
    targets: numpy.ndarray = None

    def __len__(self):
        return len(self.pixels)

    def at(self, members):
        chosen = [self.pixels[i] for i in members] if isinstance(self.pixels, list) else self.pixels[members]
        targets = None if self.targets is None else self.targets[members]
        labels = self.labels[members] if len(self.labels) else self.labels
        return Part(chosen, labels, targets)


@dataclass
class Source:
    train: Part
    test: Part
    classes: list
    normalization: dict = None
    options: dict = field(default_factory=dict)


def open_source(text):
    scheme, _, rest = text.partition(":")
    place, mark, query = rest.rpartition("?")
    if not mark or "=" not in query:
        place, query = rest, ""
    options = {key: unquote(value) for key, _, value in (entry.partition("=") for entry in query.split("&") if entry)}
    readers = {"idx": read_idx, "cifar10": read_cifar10, "folder": read_folder, "csv": read_csv, "tensors": read_tensors}
    if scheme not in readers:
        raise SystemExit(f"{text!r} is no data source; use one of {', '.join(readers)}, for example idx:data")
    path = Path(place) if Path(place).exists() else HERE / place
    if not path.exists():
        raise SystemExit(f"{place} does not exist")
    source = readers[scheme](path, options)
    source.options = options
    return source


def draw_parts(labels, options):
    """A test part of each class, drawn as the studio draws it."""
    fraction, seed = float(options.get("test", 0.2)), int(options.get("seed", 0))
    train, test = [], []
    for label in sorted(set(labels.tolist())):
        members = numpy.flatnonzero(labels == label)
        order = permutation(len(members), Draws(seed, f"split/{label}"))
        wanted = int(len(members) * fraction + 0.5)
        count = 0 if len(members) < 2 else min(len(members) - 1, max(1, wanted))
        test.extend(members[order[:count]])
        train.extend(members[order[count:]])
    return numpy.sort(numpy.array(train, int)), numpy.sort(numpy.array(test, int))


def split(whole, options):
    train, test = draw_parts(whole.labels if len(whole.labels) else numpy.zeros(len(whole), int), options)
    return whole.at(train), whole.at(test)


def _bytes(path):
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _lines(path):
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_idx(folder, options):
    pattern = re.compile(
        r"(?:^|[/_-])(train|training|t10k|test)[-_](images|labels)(?:[-.]idx[13])?(?:[-.]ubyte|[-.]idx)?(\.gz)?$", re.I
    )
    found = {}
    paths = [path for path in folder.rglob("*") if path.is_file()]
    for path in sorted(paths, key=lambda path: (len(path.parts) + (0 if path.suffix == ".gz" else -0.5), str(path))):
        match = pattern.search(path.relative_to(folder).as_posix())
        if match:
            part = "train" if match[1].lower().startswith("train") else "test"
            found.setdefault((part, match[2].lower()), path)

    def values(part, what, rank):
        if (part, what) not in found:
            raise SystemExit(f"{folder}: there is no file with the {part} {what}")
        content = _bytes(found[part, what])
        if content[:4] != bytes([0, 0, 8, rank]):
            raise SystemExit(f"{found[part, what]} is no IDX file of unsigned bytes")
        sizes = [int.from_bytes(content[4 + 4 * i : 8 + 4 * i], "big") for i in range(rank)]
        return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * rank).reshape(sizes)

    def part(name):
        return Part(values(name, "images", 3)[..., None], values(name, "labels", 1).astype(numpy.int64))

    train = part("train")
    names = folder / "classes.txt"
    largest = int(train.labels.max())
    if names.exists():
        classes = _lines(names)
    elif "fashion" in folder.name.lower() and largest < len(FASHION):
        classes = FASHION
    else:
        classes = [str(label) for label in range(largest + 1)]
    if ("test", "images") in found or ("test", "labels") in found:
        return Source(train, part("test"), classes)
    return Source(*split(train, options), classes)


def read_cifar10(folder, options):
    def records(paths):
        rows = numpy.concatenate([numpy.frombuffer(_bytes(path), numpy.uint8).reshape(-1, 3073) for path in paths])
        images = rows[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        return Part(numpy.ascontiguousarray(images), rows[:, 0].astype(numpy.int64))

    by_name = {path.name.lower(): path for path in sorted(folder.rglob("*.bin"), reverse=True)}
    batches = [by_name[name] for name in (f"data_batch_{i}.bin" for i in range(1, 6)) if name in by_name]
    if not batches:
        raise SystemExit(f"{folder} holds no data_batch_1.bin: use the binary version of CIFAR-10")
    names = next(iter(sorted(folder.rglob("batches.meta.txt"))), None)
    classes = _lines(names) if names else CIFAR10
    train = records(batches)
    if "test_batch.bin" in by_name:
        return Source(train, records([by_name["test_batch.bin"]]), classes)
    return Source(*split(train, options), classes)


IMAGE = re.compile(r"\.(png|jpe?g|jpe|jfif|webp)$", re.I)


def read_folder(folder, options):
    def folders(base):
        return sorted(path for path in base.iterdir() if path.is_dir() and not _hidden(path))

    base = folder
    while True:
        inner = folders(base)
        files = [path for path in base.iterdir() if path.is_file() and not _hidden(path)]
        if len(inner) != 1 or files or not folders(inner[0]):
            break
        base = inner[0]

    def named(pattern):
        return next((path for path in folders(base) if re.fullmatch(pattern, path.name, re.I) and folders(path)), None)

    train = named("train(ing)?")
    test = named("test|testing|val|valid|validation") if train else None
    classes = [path.name for path in folders(train or base)]

    def part(top):
        pixels, labels = [], []
        everything = sorted((p for p in top.rglob("*") if p.is_file()), key=lambda p: p.relative_to(folder).as_posix())
        for path in everything:
            label = path.relative_to(top).parts[0]
            if IMAGE.search(path.name) and label in classes and not any(map(_hidden, [path, *path.parents])):
                pixels.append(path)
                labels.append(classes.index(label))
        return Part(pixels, numpy.array(labels, numpy.int64))

    if test:
        return Source(part(train), part(test), classes)
    return Source(*split(part(train or base), options), classes)


def _hidden(path):
    return path.name.startswith(".") or path.name == "__MACOSX" or path.name.lower() in ("thumbs.db", "desktop.ini")


NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
LABELS = ("label", "class", "target", "species", "y")


def read_csv(path, options):
    text = path.read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    known = {"comma": ",", "semicolon": ";", "tab": "\t"}
    separator = known.get(options.get("separator"), max(",;\t", key=first.count))
    rows = [row for row in csv.reader(text.splitlines(), delimiter=separator) if any(cell.strip() for cell in row)]
    wanted, header = options.get("label"), options.get("header", "auto")
    if header == "auto":
        asked = wanted is not None and not wanted.isdigit() and wanted in [cell.strip() for cell in rows[0]]
        has_header = asked or not any(NUMBER.fullmatch(cell) for cell in rows[0])
    else:
        has_header = header == "yes"
    names = [cell.strip() for cell in rows[0]] if has_header else [str(i) for i in range(len(rows[0]))]
    if wanted is None:
        column = next((i for i, name in enumerate(names) if name.lower() in LABELS), len(names) - 1)
    elif wanted in names:
        column = names.index(wanted)
    elif wanted.isdigit() and int(wanted) < len(names):
        column = int(wanted)
    else:
        raise SystemExit(f"{path} has no column {wanted!r}; it has {', '.join(names)}")
    body = rows[1:] if has_header else rows
    values = numpy.array([[float(c) for i, c in enumerate(row) if i != column] for row in body], numpy.float32)
    cells = [row[column].strip() for row in body]
    if "shape" in options:
        sizes = [int(size) for size in re.split("[x×]", options["shape"])]
        if len(sizes) == 3:
            whole = values.max() > 1 and (values == values.round()).all()
            scaled = values / 255 if values.max() > 1 and not whole else values
            values = scaled.reshape(-1, *sizes).transpose(0, 2, 3, 1)
            values = values.astype(numpy.uint8) if whole else values
    task = options.get("task", "auto")
    if task == "regression" or (task == "auto" and _continuous(cells)):
        return Source(*split(Part(values, numpy.array([], int), numpy.array(cells, numpy.float32)[:, None]), options), [])
    numeric = all(NUMBER.fullmatch(cell) for cell in cells)
    classes = sorted(set(cells), key=float if numeric else None)
    labels = numpy.array([classes.index(cell) for cell in cells], numpy.int64)
    return Source(*split(Part(values, labels), options), classes)


def _continuous(cells):
    if not all(NUMBER.fullmatch(cell) for cell in cells):
        return False
    numbers = [float(cell) for cell in cells]
    if any(value != round(value) for value in numbers):
        return True
    return len(set(numbers)) > max(2, min(1000, len(cells) / 2))


def read_tensors(folder, options):
    """Floats as they are: pixels [N, C, H, W] and targets of the same layout, in two safetensors files."""

    def part(name):
        tensors, _ = weights.read(folder / f"{name}.safetensors")
        pixels = tensors["pixels"].numpy().transpose(0, 2, 3, 1)
        return Part(numpy.ascontiguousarray(pixels), numpy.array([], int), tensors["targets"].numpy())

    return Source(part("train"), part("test"), [], {"mean": [0.0], "std": [1.0]})
`;
