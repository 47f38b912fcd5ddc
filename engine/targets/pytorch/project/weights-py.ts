/** `weights.py`: weights in and out as safetensors, under the names of the graph. */
export const weightsPy = `"""Weights as safetensors (https://huggingface.co/docs/safetensors): no pickle is read or written here."""

import json
import os
import struct

import torch

TYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
}
NAMES = {kind: name for name, kind in TYPES.items()}


def read(path):
    """The tensors of a file by name, and its metadata."""
    with open(path, "rb") as file:
        content = file.read()
    if len(content) < 8:
        raise ValueError(f"{path} is no safetensors file")
    (length,) = struct.unpack("<Q", content[:8])
    if length > len(content) - 8:
        raise ValueError(f"{path} is cut off, or no safetensors file")
    header = json.loads(content[8 : 8 + length].decode())
    metadata = header.pop("__metadata__", {})
    data = bytearray(content[8 + length :])
    tensors = {}
    for name, entry in header.items():
        kind = TYPES.get(entry["dtype"])
        if kind is None:
            raise ValueError(f"{path}: {name} has the type {entry['dtype']}, which is not read here")
        start, end = entry["data_offsets"]
        count = 1
        for size in entry["shape"]:
            count *= size
        wanted = count * torch.empty((), dtype=kind).element_size()
        if start < 0 or end > len(data) or end - start != wanted:
            raise ValueError(f"{path}: the data of {name} does not fit its shape")
        flat = torch.frombuffer(data, dtype=kind, count=count, offset=start) if count else torch.empty(0, dtype=kind)
        tensors[name] = flat.reshape(entry["shape"]).clone()
    return tensors, metadata


def write(path, tensors, metadata=None):
    """Writes to a file beside it first, so that a crash leaves the old file whole."""
    kept = {name: value.detach().cpu().contiguous() for name, value in tensors.items()}
    order = sorted(kept, key=lambda name: (-kept[name].element_size(), name))
    header = {"__metadata__": {"format": "pt", **(metadata or {})}}
    offset = 0
    for name in order:
        value = kept[name]
        size = value.numel() * value.element_size()
        header[name] = {
            "dtype": NAMES[value.dtype],
            "shape": list(value.shape),
            "data_offsets": [offset, offset + size],
        }
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    aside = f"{path}.part"
    with open(aside, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name in order:
            # a view of the bytes works for every type, also for those that numpy lacks
            file.write(kept[name].reshape(-1).view(torch.uint8).numpy().tobytes())
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)


def modules(model):
    """Every module of the model by its name in the graph. A class says in NAMES where its attributes differ."""
    found = {}

    def visit(module, path):
        found[path] = module
        renamed = getattr(module, "NAMES", {})
        for name, child in module.named_children():
            name = renamed.get(name, name)
            visit(child, f"{path}.{name}" if path else name)

    visit(model, "")
    return found


def named(model):
    """Every tensor of the model by its name in the graph."""
    found = {}
    for path, module in modules(model).items():
        own = list(module.named_parameters(recurse=False)) + list(module.named_buffers(recurse=False))
        for name, value in own:
            found[f"{path}.{name}" if path else name] = value
    return found


def load(model, path):
    """Fills the model; refuses a file that does not fit, and says why. Returns the metadata."""
    tensors, metadata = read(path)
    wanted = named(model)
    missing = [name for name in wanted if name not in tensors and not name.endswith("num_batches_tracked")]
    unknown = [name for name in tensors if name not in wanted]
    other = [name for name in wanted if name in tensors and tensors[name].shape != wanted[name].shape]
    if missing or unknown or other:
        raise ValueError(
            f"{path} does not fit this network: missing {missing[:5]}, unknown {unknown[:5]}, of another shape {other[:5]}"
        )
    with torch.no_grad():
        for name, value in wanted.items():
            if name in tensors:
                value.copy_(tensors[name])
    return metadata


def save(model, path, metadata=None):
    write(path, named(model), metadata)
`;
