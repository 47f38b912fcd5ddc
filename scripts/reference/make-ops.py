"""Computes the self-test's reference values with PyTorch: engine/selftest/cases.json.

Run with any Python 3 that has torch: python3 scripts/reference/make-ops.py
Inputs are small and come from a fixed seed; what is computed from them is computed in float64.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

OUT = pathlib.Path(__file__).resolve().parents[2] / "engine" / "selftest" / "cases.json"
cases = []


def generator(name):
    """A stream of its own for each case, so that adding one changes no other."""
    seed = 0
    for letter in name:
        seed = (seed * 131 + ord(letter)) % 2147483647
    return torch.Generator().manual_seed(seed)


DIGITS = 4  # of inputs; what is computed from them has more


def number(value, digits=DIGITS + 3):
    value = float(f"{value:.{digits}g}")
    return int(value) if value == int(value) and abs(value) < 1e6 else value


def tensor(t, digits=DIGITS + 3):
    t = t.detach()
    return {"shape": list(t.shape), "data": [number(v, digits) for v in t.reshape(-1).tolist()]}


def rounded(t):
    """The value that is written, so that what is computed from it is what a reader computes."""
    return torch.tensor([number(v, DIGITS) for v in t.reshape(-1).tolist()], dtype=torch.float32).reshape(t.shape)


def add(name, kind, params, inputs, weights, f, **extra):
    """inputs and weights: name to shape or tensor; f(inputs, weights) in float64, NCHW."""
    g = generator(name)

    def make(spec, scale):
        t = spec if torch.is_tensor(spec) else torch.randn(spec, generator=g) * scale
        return rounded(t).double().requires_grad_()

    xs = {k: make(v, 1.5) for k, v in inputs.items()}
    ws = {k: make(v, 0.6) for k, v in weights.items()}
    y = f(list(xs.values()), ws)
    dy = rounded(torch.randn(y.shape, generator=g)).double()
    leaves = list(xs.values()) + list(ws.values())
    grads = torch.autograd.grad(y, leaves, dy, allow_unused=True)
    grads = [torch.zeros_like(l) if gr is None else gr for l, gr in zip(leaves, grads)]
    cases.append({
        "name": name, "kind": kind, "params": params,
        "inputs": {k: tensor(v, DIGITS) for k, v in xs.items()},
        "weights": {k: tensor(v, DIGITS) for k, v in ws.items()},
        "output": tensor(y, DIGITS + 2), "gradOutput": tensor(dy, DIGITS),
        "gradInputs": {k: tensor(gr, DIGITS + 2) for k, gr in zip(xs, grads)},
        "gradWeights": {k: tensor(gr, DIGITS + 2) for k, gr in zip(ws, grads[len(xs):])},
        **extra,
    })


def conv(name, x, filters, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1, bias=True):
    weights = {"weight": [filters, x[1] // groups, *kernel], **({"bias": [filters]} if bias else {})}
    params = dict(filters=filters, kernel=kernel, stride=stride, padding=padding, dilation=dilation,
                  groups=groups, bias=bias)
    add(name, "conv2d", params, {"x": x}, weights,
        lambda xs, w: F.conv2d(xs[0], w["weight"], w.get("bias"), stride, padding, dilation, groups))


conv("conv2d", [2, 3, 6, 5], 4, (3, 3), padding=(1, 1))
conv("conv2d-pointwise", [2, 5, 4, 3], 6, (1, 1))
conv("conv2d-pointwise-stride", [2, 4, 5, 6], 3, (1, 1), stride=(2, 3))
conv("conv2d-pointwise-padded", [1, 3, 4, 4], 2, (1, 1), stride=(2, 2), padding=(1, 2))
conv("conv2d-uneven", [1, 2, 9, 8], 3, (2, 5), stride=(3, 1), padding=(0, 3))
conv("conv2d-leftover", [1, 2, 10, 11], 3, (3, 3), stride=(4, 3))
conv("conv2d-wide-padding", [1, 2, 4, 3], 2, (3, 2), padding=(4, 3), stride=(2, 2))
conv("conv2d-stride-over-kernel", [1, 2, 9, 9], 3, (2, 2), stride=(3, 4))
conv("conv2d-dilated", [1, 3, 9, 8], 4, (3, 2), padding=(2, 1), dilation=(2, 3))
conv("conv2d-dilated-stride", [1, 2, 11, 10], 3, (3, 3), stride=(2, 3), padding=(3, 2), dilation=(2, 2))
conv("conv2d-dilated-grouped", [1, 4, 8, 7], 6, (3, 3), padding=(2, 2), dilation=(2, 2), groups=2)
conv("conv2d-grouped", [2, 6, 5, 6], 9, (3, 3), stride=(1, 2), padding=(1, 1), groups=3)
conv("conv2d-grouped-pointwise", [2, 8, 3, 4], 4, (1, 1), groups=4, bias=False)
conv("conv2d-depthwise-groups", [2, 3, 6, 5], 6, (3, 3), stride=(2, 1), padding=(1, 1), groups=3)
conv("conv2d-vec4", [1, 8, 6, 6], 8, (3, 3), padding=(1, 1))


def depthwise(name, x, multiplier, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1), bias=True):
    filters = x[1] * multiplier
    weights = {"weight": [filters, 1, *kernel], **({"bias": [filters]} if bias else {})}
    params = dict(multiplier=multiplier, kernel=kernel, stride=stride, padding=padding, dilation=dilation, bias=bias)
    add(name, "depthwiseConv2d", params, {"x": x}, weights,
        lambda xs, w: F.conv2d(xs[0], w["weight"], w.get("bias"), stride, padding, dilation, x[1]))


depthwise("depthwise", [2, 4, 6, 5], 1, (3, 3), padding=(1, 1))
depthwise("depthwise-multiplier", [2, 3, 6, 7], 2, (3, 2), stride=(2, 2), padding=(1, 0), bias=False)
depthwise("depthwise-dilated", [1, 4, 9, 8], 1, (3, 3), padding=(2, 2), dilation=(2, 2))
depthwise("depthwise-dilated-stride", [1, 2, 9, 10], 2, (3, 2), stride=(2, 3), padding=(2, 1), dilation=(3, 2))
depthwise("depthwise-large", [1, 8, 8, 8], 1, (7, 7), padding=(3, 3))
depthwise("depthwise-one-channel", [2, 1, 5, 5], 3, (3, 3), padding=(1, 1))


def transposed(name, x, filters, kernel, stride=(1, 1), padding=(0, 0), output_padding=(0, 0), dilation=(1, 1),
               groups=1, bias=True):
    weights = {"weight": [x[1], filters // groups, *kernel], **({"bias": [filters]} if bias else {})}
    params = dict(filters=filters, kernel=kernel, stride=stride, padding=padding, outputPadding=output_padding,
                  dilation=dilation, groups=groups, bias=bias)
    add(name, "convTranspose2d", params, {"x": x}, weights,
        lambda xs, w: F.conv_transpose2d(xs[0], w["weight"], w.get("bias"), stride, padding, output_padding,
                                         groups, dilation))


transposed("convTranspose", [2, 3, 4, 5], 2, (3, 3))
transposed("convTranspose-stride", [1, 4, 3, 4], 3, (4, 4), stride=(2, 2), padding=(1, 1))
transposed("convTranspose-output-padding", [1, 3, 3, 4], 2, (3, 3), stride=(2, 3), padding=(1, 1), output_padding=(1, 2))
transposed("convTranspose-output-padding-outside", [1, 2, 3, 3], 2, (2, 2), stride=(3, 3), output_padding=(2, 1))
transposed("convTranspose-groups", [2, 4, 3, 3], 6, (3, 2), stride=(2, 1), padding=(1, 0), groups=2, bias=False)
transposed("convTranspose-dilated", [1, 2, 4, 5], 3, (3, 2), stride=(2, 1), padding=(2, 1), output_padding=(1, 1),
           dilation=(2, 3))
transposed("convTranspose-pointwise", [1, 3, 3, 4], 2, (1, 1), stride=(2, 2))


def pool(name, kind, x, **params):
    size, stride, padding = params["size"], params["stride"], params["padding"]
    if kind == "maxPool2d":
        f = lambda xs, w: F.max_pool2d(xs[0], size, stride, padding, params["dilation"], params["ceil"])
    else:
        f = lambda xs, w: F.avg_pool2d(xs[0], size, stride, padding, params["ceil"], params["countIncludePad"])
    add(name, kind, params, {"x": x}, {}, f)


below = lambda shape: torch.randn(shape, generator=generator(str(shape))) - 4
plain = dict(padding=(0, 0), dilation=(1, 1), ceil=False)
pool("maxPool", "maxPool2d", [2, 3, 6, 5], size=(2, 2), stride=(2, 2), **plain)
pool("maxPool-negative-padded", "maxPool2d", below([1, 3, 7, 6]), size=(3, 3), stride=(2, 2), padding=(1, 1),
     dilation=(1, 1), ceil=True)
pool("maxPool-uneven", "maxPool2d", [1, 4, 8, 9], size=(3, 2), stride=(1, 3), padding=(1, 0), dilation=(1, 1), ceil=True)
pool("maxPool-ceil-dropped", "maxPool2d", [1, 2, 6, 7], size=(2, 2), stride=(3, 3), padding=(1, 1), dilation=(1, 1),
     ceil=True)
pool("maxPool-dilated", "maxPool2d", below([1, 3, 9, 8]), size=(3, 2), stride=(2, 1), padding=(1, 1),
     dilation=(2, 3), ceil=False)
pool("maxPool-dilated-ceil", "maxPool2d", below([1, 2, 10, 9]), size=(2, 3), stride=(3, 2), padding=(1, 1),
     dilation=(3, 2), ceil=True)
pool("maxPool-point", "maxPool2d", [1, 2, 5, 6], size=(1, 1), stride=(2, 3), **plain)
ties = (torch.randn([1, 2, 6, 6], generator=generator("ties")) * 1.2).round()
pool("maxPool-ties", "maxPool2d", ties, size=(3, 3), stride=(2, 2), padding=(1, 1), dilation=(1, 1), ceil=False)
for counted in (True, False):
    suffix = "counted" if counted else "uncounted"
    pool(f"avgPool-{suffix}", "avgPool2d", [2, 2, 7, 6], size=(3, 3), stride=(2, 2), padding=(1, 1), ceil=True,
         countIncludePad=counted)
    pool(f"avgPool-uneven-{suffix}", "avgPool2d", [1, 2, 9, 8], size=(2, 5), stride=(3, 2), padding=(1, 2), ceil=True,
         countIncludePad=counted)
pool("avgPool-point", "avgPool2d", [1, 2, 5, 6], size=(1, 1), stride=(3, 2), padding=(0, 0), ceil=False,
     countIncludePad=True)
add("globalAvgPool", "globalAvgPool2d", {}, {"x": [2, 5, 3, 4]}, {}, lambda xs, w: xs[0].mean((2, 3)))
add("globalMaxPool", "globalMaxPool2d", {}, {"x": [2, 5, 3, 4]}, {}, lambda xs, w: xs[0].amax((2, 3)))
for size in ((3, 4), (5, 3), (1, 1), (2, 3), (9, 10)):
    add(f"adaptiveAvgPool-{size[0]}x{size[1]}", "adaptiveAvgPool2d", {"size": size}, {"x": [1, 3, 8, 9]}, {},
        lambda xs, w, size=size: F.adaptive_avg_pool2d(xs[0], size))

add("dense", "dense", {"units": 5, "bias": True}, {"x": [3, 7]}, {"weight": [5, 7], "bias": [5]},
    lambda xs, w: F.linear(xs[0], w["weight"], w["bias"]))
add("dense-plain", "dense", {"units": 1, "bias": False}, {"x": [4, 6]}, {"weight": [1, 6]},
    lambda xs, w: F.linear(xs[0], w["weight"]))
add("flatten-dense", "flatten+dense", {"units": 4, "bias": True}, {"x": [2, 3, 2, 4]}, {"weight": [4, 24], "bias": [4]},
    lambda xs, w: F.linear(xs[0].flatten(1), w["weight"], w["bias"]))
add("flatten", "flatten", {}, {"x": [2, 3, 4, 2]}, {}, lambda xs, w: xs[0].flatten(1))
add("reshape-map", "reshape", {"shape": [4, 3, 2]}, {"x": [2, 2, 3, 4]}, {}, lambda xs, w: xs[0].reshape(2, 4, 3, 2))
add("reshape-from-vector", "reshape", {"shape": [2, 3, -1]}, {"x": [2, 24]}, {}, lambda xs, w: xs[0].reshape(2, 2, 3, 4))
add("reshape-to-vector", "reshape", {"shape": [-1]}, {"x": [2, 2, 3, 4]}, {}, lambda xs, w: xs[0].reshape(2, 24))


def batch_norm(name, x, mode, epsilon=1e-5, momentum=0.1, affine=True):
    g = generator(name + "running")
    c = x[1]
    mean, var = rounded(torch.randn(c, generator=g)).double(), rounded(torch.rand(c, generator=g) + 0.5).double()
    after = [mean.clone(), var.clone()]
    weights = {"weight": [c], "bias": [c]} if affine else {}
    add(name, "batchNorm", dict(epsilon=epsilon, momentum=momentum, affine=affine, mode=mode), {"x": x}, weights,
        lambda xs, w: F.batch_norm(xs[0], after[0], after[1], w.get("weight"), w.get("bias"), mode == "train",
                                   momentum, epsilon),
        runningBefore={"mean": tensor(mean), "variance": tensor(var)})
    cases[-1]["runningAfter"] = {"mean": tensor(after[0]), "variance": tensor(after[1])}


batch_norm("batchNorm-train", [3, 4, 3, 2], "train")
batch_norm("batchNorm-eval", [3, 4, 3, 2], "eval")
batch_norm("batchNorm-vector", [6, 5], "train", epsilon=1e-3, momentum=0.3)
batch_norm("batchNorm-plain", [2, 3, 4, 4], "train", affine=False)
batch_norm("batchNorm-plain-eval", [4, 3], "eval", affine=False)


def layer_norm(name, x, axes, affine=True, epsilon=1e-5):
    shape = x[1:] if axes == "all" else x[1:2]

    def f(xs, w):
        if axes == "all":
            return F.layer_norm(xs[0], shape, w.get("weight"), w.get("bias"), epsilon)
        last = xs[0].movedim(1, -1)
        return F.layer_norm(last, shape, w.get("weight"), w.get("bias"), epsilon).movedim(-1, 1)

    weights = {"weight": shape, "bias": shape} if affine else {}
    add(name, "layerNorm", dict(axes=axes, affine=affine, epsilon=epsilon), {"x": x}, weights, f)


layer_norm("layerNorm", [2, 3, 4, 2], "all")
layer_norm("layerNorm-channels", [2, 6, 3, 2], "channels", epsilon=1e-6)
layer_norm("layerNorm-vector", [3, 8], "all")
layer_norm("layerNorm-plain", [2, 2, 3, 3], "all", affine=False)


def group_norm(name, x, groups, affine=True):
    weights = {"weight": [x[1]], "bias": [x[1]]} if affine else {}
    add(name, "groupNorm", dict(groups=groups, affine=affine, epsilon=1e-5), {"x": x}, weights,
        lambda xs, w: F.group_norm(xs[0], groups, w.get("weight"), w.get("bias"), 1e-5))


group_norm("groupNorm", [2, 6, 3, 4], 3)
group_norm("groupNorm-one", [2, 4, 2, 3], 1)
group_norm("groupNorm-vector", [3, 8], 2)
group_norm("groupNorm-plain", [2, 4, 3, 3], 2, affine=False)
for size, alpha in ((5, 1e-4), (3, 0.5), (4, 0.8), (1, 0.7)):
    p = dict(size=size, alpha=alpha, beta=0.75, k=1.5)
    add(f"localResponseNorm-{size}", "localResponseNorm", p, {"x": [2, 7, 2, 3]}, {},
        lambda xs, w, p=p: F.local_response_norm(xs[0], p["size"], p["alpha"], p["beta"], p["k"]))
add("layerScale", "layerScale", {}, {"x": [2, 5, 2, 3]}, {"weight": [5]}, lambda xs, w: xs[0] * w["weight"].view(-1, 1, 1))

for name, params, f in (
    ("relu", {}, F.relu),
    ("relu6", {}, lambda x: F.relu6(x)),
    ("leakyRelu", {"slope": 0.2}, lambda x: F.leaky_relu(x, 0.2)),
    ("elu", {"alpha": 1.7}, lambda x: F.elu(x, 1.7)),
    ("gelu", {}, F.gelu),
    ("silu", {}, F.silu),
    ("mish", {}, F.mish),
    ("hardSwish", {}, F.hardswish),
    ("hardSigmoid", {}, F.hardsigmoid),
    ("sigmoid", {}, torch.sigmoid),
    ("tanh", {}, torch.tanh),
    ("softmax", {}, lambda x: F.softmax(x, 1)),
):
    wide = torch.randn([2, 5, 2, 2], generator=generator(name + "wide")) * 4
    add(name, name, params, {"x": wide}, {}, lambda xs, w, f=f: f(xs[0]))
add("gelu-tanh", "gelu", {"approximate": "tanh"}, {"x": [3, 8]}, {},
    lambda xs, w: 0.5 * xs[0] * (1 + torch.tanh((2 / torch.pi) ** 0.5 * (xs[0] + 0.044715 * xs[0] ** 3))))
add("softmax-vector", "softmax", {}, {"x": [3, 9]}, {}, lambda xs, w: F.softmax(xs[0], 1))
add("prelu", "prelu", {"shared": True}, {"x": [2, 4, 3, 2]}, {"weight": [1]}, lambda xs, w: F.prelu(xs[0], w["weight"]))
add("prelu-channels", "prelu", {"shared": False}, {"x": [2, 4, 3, 2]}, {"weight": [4]},
    lambda xs, w: F.prelu(xs[0], w["weight"]))
add("prelu-vector", "prelu", {"shared": False}, {"x": [3, 5]}, {"weight": [5]}, lambda xs, w: F.prelu(xs[0], w["weight"]))

three = {"a": [2, 3, 2, 4], "b": [2, 3, 2, 4], "c": [2, 3, 2, 4]}
add("add", "add", {}, three, {}, lambda xs, w: xs[0] + xs[1] + xs[2])
add("multiply", "multiply", {}, three, {}, lambda xs, w: xs[0] * xs[1] * xs[2])
add("multiply-gate", "multiply", {}, {"a": [2, 3, 2, 4], "b": [2, 3, 1, 1]}, {}, lambda xs, w: xs[0] * xs[1])
add("multiply-vector-gate", "multiply", {}, {"a": [2, 3], "b": [2, 3, 2, 4]}, {},
    lambda xs, w: xs[0][:, :, None, None] * xs[1])
add("multiply-vectors", "multiply", {}, {"a": [3, 5], "b": [3, 5]}, {}, lambda xs, w: xs[0] * xs[1])
add("concat", "concat", {}, {"a": [2, 1, 3, 2], "b": [2, 4, 3, 2], "c": [2, 2, 3, 2]}, {}, lambda xs, w: torch.cat(xs, 1))
add("concat-vectors", "concat", {}, {"a": [3, 2], "b": [3, 5]}, {}, lambda xs, w: torch.cat(xs, 1))
add("zeroPad", "zeroPad2d", dict(top=1, bottom=0, left=2, right=3), {"x": [2, 3, 2, 3]}, {},
    lambda xs, w: F.pad(xs[0], (2, 3, 1, 0)))
for mode in ("nearest", "bilinear"):
    for scale in ((2, 2), (3, 1), (1, 4)):
        how = dict(mode=mode, **({"align_corners": False} if mode == "bilinear" else {}))
        add(f"upsample-{mode}-{scale[0]}x{scale[1]}", "upsample2d", {"scale": scale, "mode": mode}, {"x": [2, 3, 3, 2]}, {},
            lambda xs, w, scale=scale, how=how: F.interpolate(xs[0], scale_factor=scale, **how))
add("channelShuffle", "channelShuffle", {"groups": 3}, {"x": [2, 6, 2, 3]}, {},
    lambda xs, w: xs[0].view(2, 3, 2, 2, 3).transpose(1, 2).reshape(2, 6, 2, 3))
add("input-output", "input+output", {}, {"x": [2, 3, 2, 2]}, {}, lambda xs, w: xs[0] * 1)
add("dropout-in-use", "dropout+spatialDropout2d", {"rate": 0.5}, {"x": [2, 3, 2, 2]}, {}, lambda xs, w: xs[0] * 1)

labels = [2, 0, 4, 1]
for smoothing in (0.0, 0.2):
    add(f"crossEntropy-{smoothing}", "loss", {"labels": labels, "labelSmoothing": smoothing}, {"x": [4, 5]}, {},
        lambda xs, w, s=smoothing: F.cross_entropy(xs[0], torch.tensor(labels), label_smoothing=s).reshape(1))
goal = rounded(torch.randn(4, 3, generator=generator("goal")))
add("meanSquaredError", "loss", {"target": [number(v) for v in goal.reshape(-1).tolist()]}, {"x": [4, 3]}, {},
    lambda xs, w: F.mse_loss(xs[0], goal.double()).reshape(1))


def optimiser(name, make, **params):
    g = generator(name)
    start = rounded(torch.randn(6, generator=g))
    p = torch.nn.Parameter(start.clone())
    opt = make([p])
    grads, after = [], []
    for _ in range(6):
        p.grad = rounded(torch.randn(6, generator=g) * 1.5)
        grads.append(tensor(p.grad))
        opt.step()
        after.append(tensor(p))
    return {"name": name, "params": params, "start": tensor(start), "grads": grads, "after": after}


O = torch.optim
optimisers = [
    optimiser("sgd", lambda p: O.SGD(p, lr=0.1), lr=0.1),
    optimiser("sgd-decay", lambda p: O.SGD(p, lr=0.05, weight_decay=0.1), lr=0.05, weightDecay=0.1),
    optimiser("momentum", lambda p: O.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01), lr=0.1, momentum=0.9,
              weightDecay=0.01),
    optimiser("nesterov", lambda p: O.SGD(p, lr=0.1, momentum=0.8, nesterov=True), lr=0.1, momentum=0.8, nesterov=True),
    optimiser("adam", lambda p: O.Adam(p, lr=0.01), lr=0.01),
    optimiser("adam-decay", lambda p: O.Adam(p, lr=0.02, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1), lr=0.02,
              beta1=0.8, beta2=0.99, epsilon=1e-6, weightDecay=0.1),
    optimiser("adamw", lambda p: O.AdamW(p, lr=0.01, weight_decay=0.1), lr=0.01, weightDecay=0.1),
    optimiser("rmsprop", lambda p: O.RMSprop(p, lr=0.01), lr=0.01),
    optimiser("rmsprop-momentum", lambda p: O.RMSprop(p, lr=0.01, alpha=0.9, momentum=0.5, weight_decay=0.01), lr=0.01,
              alpha=0.9, momentum=0.5, weightDecay=0.01),
]

OUT.write_text(json.dumps({
    "layout": "NCHW; conv kernels are [out, in/groups, kh, kw]",
    "framework": f"PyTorch {torch.__version__}",
    "cases": cases, "optimisers": optimisers,
}, separators=(",", ":")) + "\n")
print(f"{len(cases)} operations, {len(optimisers)} optimisers, {OUT.stat().st_size // 1000} kB")
