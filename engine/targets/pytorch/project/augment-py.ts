/** `augment.py`: the studio's augmentation, draw for draw. */
export const augmentPy = `"""Augmentation of one image: [H, W, C] floats in 0..1, before normalisation."""

import math

import numpy

from angles import cos_sin, fraction_bits, widest_angle
from draws import CounterDraws

LUMA = numpy.array([0.299, 0.587, 0.114], numpy.float32)


def changes_images(settings):
    return any(settings[name] > 0 for name in ("flip", "crop", "rotation", "color", "cutout"))


def augment(image, settings, seed, epoch, index, fill, role=""):
    """Each operation draws from a stream of its own, so that one setting leaves the others' draws as they were."""

    def draws(operation):
        return CounterDraws(seed, f"augment/{operation}{role}", index, epoch)

    height, width, channels = image.shape
    if settings["crop"] > 0:
        own = draws("crop")
        reach = math.floor(settings["crop"])
        down = own.int(2 * reach + 1) - reach
        right = own.int(2 * reach + 1) - reach
        image = shifted(image, down, right)
    if settings["flip"] > 0 and draws("flip").chance(settings["flip"]):
        image = image[:, ::-1]
    if settings["rotation"] > 0:
        widest = widest_angle(settings["rotation"])
        image = rotated(image, (draws("rotation").int(2 * widest + 1) - widest) << 16)
    if settings["color"] > 0:
        own = draws("color")
        brightness, contrast, saturation = (
            max(0, 1 + settings["color"] * (2 * own.next() - 1)) for _ in range(3)
        )
        image = recolored(image, brightness, contrast, saturation)
    if settings["cutout"] > 0:
        own = draws("cutout")
        y, x = own.int(height), own.int(width)
        side = math.floor(settings["cutout"])
        top, left = y - side // 2, x - side // 2
        image = image.copy()
        image[max(0, top) : max(0, top + side), max(0, left) : max(0, left + side)] = fill[:channels]
    return numpy.ascontiguousarray(image, numpy.float32)


def shifted(image, down, right):
    """What comes in at the border is black."""
    height, width, _ = image.shape
    out = numpy.zeros_like(image)
    if abs(down) >= height or abs(right) >= width:
        return out
    out[max(0, down) : height + min(0, down), max(0, right) : width + min(0, right)] = image[
        max(0, -down) : height + min(0, -down), max(0, -right) : width + min(0, -right)
    ]
    return out


def rotated(image, angle):
    """Counter-clockwise about the centre, 2^32 to a turn; bilinear, black where nothing was. Positions are whole numbers
    of a small fraction of a pixel, as in the studio."""
    height, width, channels = image.shape
    bits = fraction_bits(height, width)
    cos, sin = cos_sin(angle, bits)
    one = 2 ** (bits + 1)
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.int64)
    dy, dx = 2 * y - height + 1, 2 * x - width + 1
    sx = (width - 1) * 2**bits + cos * dx - sin * dy
    sy = (height - 1) * 2**bits + sin * dx + cos * dy
    left, top = sx >> (bits + 1), sy >> (bits + 1)
    over, under = (sx & (one - 1)) / one, (sy & (one - 1)) / one
    out = numpy.zeros((height, width, channels))
    for down in (0, 1):
        for right in (0, 1):
            px, py = left + right, top + down
            inside = (px >= 0) & (py >= 0) & (px < width) & (py < height)
            weight = (over if right else 1 - over) * (under if down else 1 - under)
            source = image[py.clip(0, height - 1), px.clip(0, width - 1)]
            out += (weight * inside)[..., None] * source
    return out.astype(numpy.float32)


def recolored(image, brightness, contrast, saturation):
    """torchvision's formulas; saturation does nothing to grey images."""
    color = image.shape[2] == 3

    def grey(pixels):
        return pixels @ LUMA if color else pixels[..., 0]

    image = (image * brightness).clip(0, 1)
    image = (contrast * image + (1 - contrast) * grey(image).mean()).clip(0, 1)
    if color:
        image = (saturation * image + (1 - saturation) * grey(image)[..., None]).clip(0, 1)
    return image
`;
