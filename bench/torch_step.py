"""Milliseconds of one training step of a template's twin in PyTorch, on one thread: the median of several.

usage: torch_step.py TEMPLATE BATCH ROUNDS
"""
import os
import statistics
import sys
import time

import torch

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "test", "interop", "networks"))
from book import BOOK  # noqa: E402
from small import SMALL  # noqa: E402


def main(template, batch, rounds):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    net = {**BOOK, **SMALL}[template]()
    first = next(net.parameters())
    side = 28 if first.shape[1] == 1 else 32
    x, labels = torch.randn(batch, first.shape[1], side, side), torch.randint(0, 10, (batch,))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(x), labels)
        loss.backward()
        optimizer.step()
        loss.item()
        times.append(1000 * (time.perf_counter() - start))
    print(statistics.median(times[1:]))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
