/** `angles.py`: sine and cosine in whole numbers, as the studio turns images by. */
export const anglesPy = `"""Angles in whole numbers, 2^32 to a turn; sine and cosine by shifts and additions (CORDIC, Volder 1959)."""

import math

ARCTANGENTS = [math.floor(math.atan(2.0**-i) / (2 * math.pi) * 2**32 + 0.5) for i in range(30)]
SHRUNK = math.floor(2**30 * math.prod(math.cos(math.atan(2.0**-i)) for i in range(30)) + 0.5)


def widest_angle(degrees):
    """The largest angle that is drawn, in 65,536ths of a turn."""
    return min(32_767, math.floor(degrees / 360 * 65_536 + 0.5))


def fraction_bits(height, width):
    """Bits behind the point of positions in an image of this size."""
    return min(23, 29 - math.ceil(math.log2(max(height, width))))


def cos_sin(angle, bits):
    """Both with so many bits behind the point."""
    behind = abs(angle) > 2**30
    left = (angle + 2**31 + 2**31) % 2**32 - 2**31 if behind else angle
    x, y = SHRUNK, 0
    for i, arctangent in enumerate(ARCTANGENTS):
        turn = 1 if left >= 0 else -1
        x, y = x - turn * (y >> i), y + turn * (x >> i)
        left -= turn * arctangent

    def rounded(value):
        return ((-value if behind else value) + (1 << (29 - bits))) >> (30 - bits)

    return rounded(x), rounded(y)
`;
