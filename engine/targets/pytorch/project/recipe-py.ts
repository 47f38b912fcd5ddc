/** `recipe.py`: what is minimised, and how. */
export const recipePy = `"""Loss, optimiser and learning rate of the studio's training."""

import math

import torch
from torch import nn
from torch.nn import functional as F


class Logits(nn.Module):
    """What the loss reads: the input of a final softmax where the network ends in one."""

    def __init__(self, network, ends_in_softmax):
        super().__init__()
        self.network = network
        self.ends_in_softmax = ends_in_softmax

    def forward(self, x):
        if not self.ends_in_softmax:
            return self.network(x)
        if hasattr(self.network, "logits"):
            return self.network.logits(x)
        return self.network(x).clamp_min(1e-30).log()


def make_optimizer(parameters, s):
    kind, lr, decay = s["type"], s["lr"], s["weightDecay"]
    if kind == "sgd":
        return torch.optim.SGD(
            parameters, lr, momentum=s["momentum"], nesterov=s["nesterov"] and s["momentum"] > 0, weight_decay=decay
        )
    if kind in ("adam", "adamw"):
        make = torch.optim.Adam if kind == "adam" else torch.optim.AdamW
        return make(parameters, lr, betas=(s["beta1"], s["beta2"]), eps=s["epsilon"], weight_decay=decay)
    return torch.optim.RMSprop(
        parameters, lr, alpha=s["alpha"], eps=s["epsilon"], momentum=s["momentum"], weight_decay=decay
    )


def rate_at(settings, step, steps_per_epoch):
    """Learning rate of a step (from 0): a linear warm-up, then the schedule over the steps that are left."""
    lr, schedule, warmup = settings["optimizer"]["lr"], settings["schedule"], settings["warmupSteps"]
    if step < warmup:
        return lr * (step + 1) / warmup
    total = settings["epochs"] * steps_per_epoch - warmup
    part = step - warmup

    def anneal(start, end, share):
        return end + (start - end) / 2 * (1 + math.cos(math.pi * share))

    if schedule["type"] == "step":
        return lr * schedule["gamma"] ** (step // steps_per_epoch // schedule["everyEpochs"])
    if schedule["type"] == "cosine":
        return anneal(lr, schedule["minLr"], min(1, part / max(1, total)))
    if schedule["type"] == "one-cycle":
        first = 1 / schedule["divFactor"]
        last = first / schedule["finalDivFactor"]
        peak, end = schedule["pctStart"] * total - 1, total - 1
        if part >= end > peak:
            return lr * last
        if part <= peak:
            return lr * (1 if peak == 0 else anneal(first, 1, part / peak))
        return lr * anneal(1, last, min(1, (part - peak) / (end - peak)))
    return lr


def sample_losses(output, target, loss, classes, smoothing, ends_in_softmax):
    """The loss of each sample; without classes it is a regression."""
    if classes > 0:
        output = output.flatten(1)
        if loss == "cross-entropy":
            return F.cross_entropy(output, target, label_smoothing=smoothing, reduction="none")
        target = target if target.is_floating_point() else F.one_hot(target, classes).float()
        output = output.softmax(1) if ends_in_softmax else output
    return (output.flatten(1) - target.flatten(1)).square().mean(1)
`;
