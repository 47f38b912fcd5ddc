"""Reads safetensors and raw floats with numpy alone."""

import json
import struct

import numpy
import torch

TYPES = {"F32": numpy.float32, "I64": numpy.int64}


def load_safetensors(path):
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    assert header.pop("__metadata__")["format"] == "pt"
    data = content[8 + length :]
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = numpy.frombuffer(data[start:end], TYPES[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def load_floats(path, shape):
    return torch.from_numpy(numpy.fromfile(path, numpy.float32).reshape(shape))
