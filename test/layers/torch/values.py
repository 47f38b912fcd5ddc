"""Writes values.jsonl beside this file, a case a line: shapes, weights and fans as PyTorch has them, and what PyTorch refuses.

Run with any Python that has torch: python3 test/layers/torch/values.py
"""

import json
import pathlib
import random

import torch
from torch import nn
from torch.nn.init import _calculate_fan_in_and_fan_out

torch.manual_seed(0)
torch.set_num_threads(1)
pick = random.Random(7)


def pair(low, high):
    return [pick.randint(low, high), pick.randint(low, high)]


def run(kind, params, shape, make):
    """One case: output None where PyTorch raises; `misses` where a pooling window sees padding alone."""
    case = {"kind": kind, "params": params, "shape": shape, "output": None, "weights": [], "misses": False}
    try:
        module = make()
        result = module(torch.randn(2, *shape))
        if 0 in result.shape:
            return case
        case["output"] = list(result.shape[1:])
        case["misses"] = bool(torch.isinf(result).any())
        fans = {}
        for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
            if name == "num_batches_tracked":
                continue
            if tensor.dim() >= 2 and kind not in ("layerNorm",):
                fans = dict(zip(("fanIn", "fanOut"), _calculate_fan_in_and_fan_out(tensor)))
            case["weights"].append({"name": name, "shape": list(tensor.shape), **fans})
    except (RuntimeError, ValueError):
        pass
    return case


def conv():
    groups, bias = pick.choice([1, 1, 2, 3]), pick.random() < 0.5
    shape = [pick.choice([2, 3, 4, 6]), *pair(1, 9)]
    p = dict(filters=pick.choice([2, 3, 6]), kernel=pair(1, 5), stride=pair(1, 3), padding=pair(0, 2))
    p |= dict(dilation=pair(1, 2), groups=groups, bias=bias)
    make = lambda: nn.Conv2d(
        shape[0], p["filters"], p["kernel"], p["stride"], p["padding"], p["dilation"], groups, bias
    )
    return run("conv2d", p, shape, make)


def depthwise():
    shape = [pick.randint(1, 5), *pair(1, 9)]
    p = dict(multiplier=pick.randint(1, 3), kernel=pair(1, 5), stride=pair(1, 3), padding=pair(0, 2))
    p |= dict(dilation=pair(1, 2), bias=pick.random() < 0.5)
    c = shape[0]
    make = lambda: nn.Conv2d(
        c, c * p["multiplier"], p["kernel"], p["stride"], p["padding"], p["dilation"], c, p["bias"]
    )
    return run("depthwiseConv2d", p, shape, make)


def transposed():
    groups, bias = pick.choice([1, 1, 2, 3]), pick.random() < 0.5
    shape = [pick.choice([2, 3, 4, 6]), *pair(1, 6)]
    p = dict(filters=pick.choice([2, 3, 6]), kernel=pair(1, 5), stride=pair(1, 3), padding=pair(0, 3))
    p |= dict(outputPadding=pair(0, 2), dilation=pair(1, 3), groups=groups, bias=bias)
    make = lambda: nn.ConvTranspose2d(
        shape[0], p["filters"], p["kernel"], p["stride"], p["padding"], p["outputPadding"], groups, bias, p["dilation"]
    )
    return run("convTranspose2d", p, shape, make)


def pooling(kind):
    shape = [2, *(pair(1, 4) if pick.random() < 0.3 else pair(3, 11))]
    size = pair(1, 5)
    padding = [pick.randint(0, k // 2) for k in size] if pick.random() < 0.85 else pair(0, 3)
    p = dict(size=size, stride=pair(1, 4), padding=padding, ceil=pick.random() < 0.6)
    if kind == "maxPool2d":
        p |= dict(dilation=pair(1, 2) if pick.random() < 0.7 else pair(1, 5))
        make = lambda: nn.MaxPool2d(p["size"], p["stride"], p["padding"], p["dilation"], ceil_mode=p["ceil"])
    else:
        p |= dict(countIncludePad=pick.random() < 0.5)
        make = lambda: nn.AvgPool2d(p["size"], p["stride"], p["padding"], p["ceil"], p["countIncludePad"])
    return run(kind, p, shape, make)


def other():
    shape, size, scale = [pick.choice([2, 4, 6]), *pair(1, 9)], pair(1, 5), pair(1, 4)
    mode, groups, affine = pick.choice(["nearest", "bilinear"]), pick.randint(1, 4), pick.random() < 0.5
    units, bias, shared = pick.randint(1, 9), pick.random() < 0.5, pick.random() < 0.5
    axes, pad = pick.choice(["all", "channels"]), [pick.randint(0, 3) for _ in range(4)]
    top, bottom, left, right = pad
    target = pick.choice([[-1], [2, -1, shape[2]], [shape[2], shape[1], -1], [3, 4, 5], [-1, 7, 1]])
    yield run("adaptiveAvgPool2d", dict(size=size), shape, lambda: nn.AdaptiveAvgPool2d(size))
    yield run("upsample2d", dict(scale=scale, mode=mode), shape, lambda: nn.Upsample(scale_factor=tuple(scale), mode=mode))
    p = dict(groups=groups, affine=affine)
    yield run("groupNorm", p, shape, lambda: nn.GroupNorm(groups, shape[0], affine=affine))
    yield run("batchNorm", dict(affine=affine), shape, lambda: nn.BatchNorm2d(shape[0], affine=affine))
    yield run("batchNorm", dict(affine=affine), shape[:1], lambda: nn.BatchNorm1d(shape[0], affine=affine))
    normalised = shape if axes == "all" else shape[:1]
    if axes == "all":
        yield run("layerNorm", dict(axes=axes, affine=affine), shape, lambda: nn.LayerNorm(normalised, elementwise_affine=affine))
    yield run("layerNorm", dict(axes=axes, affine=affine), shape[:1], lambda: nn.LayerNorm(shape[:1], elementwise_affine=affine))
    yield run("dense", dict(units=units, bias=bias), shape[:1], lambda: nn.Linear(shape[0], units, bias))
    yield run("prelu", dict(shared=shared), shape, lambda: nn.PReLU(1 if shared else shape[0]))
    yield run("channelShuffle", dict(groups=groups), shape, lambda: nn.ChannelShuffle(groups))
    yield run("localResponseNorm", {}, shape, lambda: nn.LocalResponseNorm(5))
    yield run("flatten", {}, shape, lambda: nn.Flatten())
    yield run("reshape", dict(shape=target), shape, lambda: Reshape(target))
    p = dict(top=top, bottom=bottom, left=left, right=right)
    yield run("zeroPad2d", p, shape, lambda: nn.ZeroPad2d((left, right, top, bottom)))


class Reshape(nn.Module):
    def __init__(self, target):
        super().__init__()
        self.target = target

    def forward(self, x):
        return x.reshape(x.shape[0], *self.target)


cases = [make() for make in (conv, depthwise, transposed) for _ in range(60)]
cases += [pooling(kind) for kind in ("maxPool2d", "avgPool2d") for _ in range(150)]
cases += [case for _ in range(12) for case in other()]
path = pathlib.Path(__file__).with_name("values.jsonl")
path.write_text("".join(json.dumps(case) + "\n" for case in cases))
