"""Times training steps of a network in PyTorch, one each time that it is asked.

usage: torch_step.py NETWORK BATCH THREADS
Every line on standard input asks for one step; the answer is its time in milliseconds on a line of standard output.
"""
import os
import sys
import time

import torch
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "test", "interop", "networks"))
from book import BOOK  # noqa: E402
from small import SMALL  # noqa: E402


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(64, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU())
        self.second = nn.Sequential(nn.Conv2d(64, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64))

    def forward(self, x):
        return torch.relu(x + self.second(self.first(x)))


def residual_stack():
    """The residual stack of bench/kernels/models.ts."""
    stem = [nn.Conv2d(3, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)]
    return nn.Sequential(*stem, Residual(), Residual(), *head)


def alexnet():
    """The one of torchvision (Krizhevsky 2014), a thousand classes."""
    relu = nn.ReLU
    return nn.Sequential(
        *(nn.Conv2d(3, 64, 11, stride=4, padding=2), relu(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(64, 192, 5, padding=2), relu(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(192, 384, 3, padding=1), relu()),
        *(nn.Conv2d(384, 256, 3, padding=1), relu()),
        *(nn.Conv2d(256, 256, 3, padding=1), relu(), nn.MaxPool2d(3, 2)),
        *(nn.Flatten(), nn.Dropout(), nn.Linear(9216, 4096), relu()),
        *(nn.Dropout(), nn.Linear(4096, 4096), relu(), nn.Linear(4096, 1000)),
    )


OWN = {"residual": (residual_stack, (3, 32, 32)), "torchvision-alexnet": (alexnet, (3, 224, 224))}


def main(name, batch, threads):
    torch.manual_seed(0)
    torch.set_num_threads(threads)
    if name in OWN:
        make, shape = OWN[name]
        net = make()
    else:
        net = {**BOOK, **SMALL}[name]()
        channels = next(net.parameters()).shape[1]
        shape = (channels, 28, 28) if channels == 1 else (channels, 32, 32)
    x, labels = torch.randn(batch, *shape), torch.randint(0, 10, (batch,))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    for _ in sys.stdin:
        start = time.perf_counter()
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), labels)
        loss.backward()
        optimizer.step()
        loss.item()
        print(1000 * (time.perf_counter() - start), flush=True)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
