/** `draws.py`: the studio's random numbers, so that order and augmentation of a seed are the same there and here. */
export const drawsPy = `"""Seeded random numbers, the same as in Layerloom."""

import functools
import math

import numpy

WORD = 0xFFFFFFFF


def _hash(name):
    value = 0x811C9DC5
    for char in name:
        value = ((value ^ ord(char)) * 0x01000193) & WORD
    return value


class Draws:
    """The numbers of a seed and a stream's name, one after the other: xoshiro128** (https://prng.di.unimi.it/)."""

    def __init__(self, seed, stream=""):
        mix = (_hash(stream) ^ ((seed & WORD) * 0x9E3779B1) ^ (seed >> 32)) & WORD
        words = []
        for _ in range(4):
            mix = (mix + 0x9E3779B9) & WORD
            z = mix
            z = ((z ^ (z >> 16)) * 0x21F0AAAD) & WORD
            z = ((z ^ (z >> 15)) * 0x735A2D97) & WORD
            words.append(z ^ (z >> 15))
        self.a, self.b, self.c, self.d = words

    def bits(self):
        a, b, c, d = self.a, self.b, self.c, self.d
        scrambled = (b * 5) & WORD
        result = (((scrambled << 7) | (scrambled >> 25)) * 9) & WORD
        t = (b << 9) & WORD
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= t
        d = ((d << 11) | (d >> 21)) & WORD
        self.a, self.b, self.c, self.d = a, b, c, d
        return result

    def next(self):
        """Uniform in [0, 1)."""
        return self.bits() / 4294967296

    def int(self, bound):
        """A whole number from 0, below bound."""
        return (self.bits() * bound) >> 32


ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))


def threefry(key, counter):
    """Threefry-2x32 with 20 rounds (Salmon and others 2011): two words as a function of key and counter alone."""
    keys = (key[0], key[1], 0x1BD11BDA ^ key[0] ^ key[1])
    a, b = (counter[0] + keys[0]) & WORD, (counter[1] + keys[1]) & WORD
    for four in range(5):
        for turn in ROTATIONS[four % 2]:
            a = (a + b) & WORD
            b = (((b << turn) | (b >> (32 - turn))) & WORD) ^ a
        a = (a + keys[(four + 1) % 3]) & WORD
        b = (b + keys[(four + 2) % 3] + four + 1) & WORD
    return a, b


@functools.lru_cache(maxsize=64)
def stream_key(seed, stream):
    return threefry((seed & WORD, (seed >> 32) & WORD), (_hash(stream), len(stream)))


class CounterDraws:
    """The numbers of one sample in one epoch, with nothing drawn before."""

    def __init__(self, seed, stream, index, epoch):
        self.key = threefry(stream_key(seed, stream), (index, epoch))
        self.drawn = 0
        self.spare = None

    def bits(self):
        if self.drawn % 2 == 0:
            self.pair = threefry(self.key, (self.drawn // 2, 0))
        self.drawn += 1
        return self.pair[(self.drawn - 1) % 2]

    def next(self):
        """Uniform in [0, 1), with 24 bits."""
        return (self.bits() >> 8) / 2**24

    def int(self, bound):
        """A whole number from 0, below bound."""
        return (self.bits() * bound) >> 32

    def chance(self, probability):
        bits = self.bits()
        return probability >= 1 or bits < min(WORD, math.floor(probability * 2**32))

    def normal(self):
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        radius = math.sqrt(-2 * math.log(1 - self.next()))
        angle = 2 * math.pi * self.next()
        self.spare = radius * math.sin(angle)
        return radius * math.cos(angle)

    def gamma(self, shape):
        """Marsaglia and Tsang 2000."""
        if shape < 1:
            return self.gamma(shape + 1) * (1 - self.next()) ** (1 / shape)
        d = shape - 1 / 3
        c = 1 / math.sqrt(9 * d)
        while True:
            x = self.normal()
            v = (1 + c * x) ** 3
            if v <= 0:
                continue
            u = 1 - self.next()
            if math.log(u) < 0.5 * x * x + d - d * v + d * math.log(v):
                return d * v

    def beta(self, alpha):
        """Symmetric: Beta(alpha, alpha)."""
        a, b = self.gamma(alpha), self.gamma(alpha)
        if a + b == 0:
            return 0 if self.next() < 0.5 else 1
        return a / (a + b)


def permutation(length, draws):
    order = list(range(length))
    for i in range(length - 1, 0, -1):
        j = draws.int(i + 1)
        order[i], order[j] = order[j], order[i]
    return numpy.array(order, dtype=numpy.int64)
`;
