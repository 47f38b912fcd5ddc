/** `freezing.py`: what keeps its weights while the rest learns. */
export const freezingPy = `"""Frozen layers: their weights, and the running statistics of their batch norms, stay as they are."""

from torch import nn

import weights

BATCH_NORMS = (nn.BatchNorm1d, nn.BatchNorm2d)


def freeze(network, paths):
    """Takes all under these paths of the graph out of training. Returns the batch norms among it.

    They normalise by their running statistics: \`network.train()\` switches that off, so call \`keep(norms)\` after it.
    """

    def under(name, path):
        return name == path or name.startswith(f"{path}.")

    tensors, modules = weights.named(network), weights.modules(network)
    for path in paths:
        if not any(under(name, path) for name in tensors):
            raise ValueError(f"{path} is to be frozen, and the network has no weights under this name")
    for name, value in tensors.items():
        if isinstance(value, nn.Parameter) and any(under(name, path) for path in paths):
            value.requires_grad_(False)
    norms = {name: module for name, module in modules.items() if isinstance(module, BATCH_NORMS)}
    return [module for name, module in norms.items() if any(under(name, path) for path in paths)]


def keep(norms):
    for norm in norms:
        norm.eval()
`;
