"""Shows a network some inputs at a time, so that memory stays bounded."""

import os

import numpy


def in_chunks(run, values, size):
    """`run` on `size` rows of `values` at a time (0: all at once); what it gives, joined."""
    size = size or max(1, len(values))
    parts = [numpy.asarray(run(values[first : first + size])) for first in range(0, len(values), size)]
    return numpy.concatenate(parts).astype(numpy.float32)


def threads():
    """LAYERLOOM_THREADS, or two."""
    return int(os.environ.get("LAYERLOOM_THREADS", 2))


def asked(arguments):
    """The second argument, where there is one: inputs at a time."""
    return int(arguments[2]) if len(arguments) > 2 else 0
