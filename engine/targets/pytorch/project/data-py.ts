/** `data.py`: batches as the studio makes them. */
export const dataPy = `"""Batches: the studio's order, augmentation and normalisation, from the seed alone."""

import numpy
import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

from augment import LUMA, augment, changes_images
from draws import CounterDraws, Draws, permutation
from sources import open_source

MOST_SAMPLES = 10_000


class Samples(Dataset):
    """One part of a source, brought to the network's shape. Items depend on (seed, epoch, index) alone."""

    def __init__(self, part, shape, normalization=None, fit="crop", classes=0, seed=0, augmentation=None):
        self.part = part
        self.shape = tuple(shape)
        self.normalization = normalization
        self.fit = fit
        self.classes = classes
        self.seed = seed
        self.augmentation = augmentation
        self.epoch = 0

    def __len__(self):
        return len(self.part)

    def set_epoch(self, epoch):
        self.epoch = epoch

    def raw(self, index):
        """[H, W, C] in 0..1, or a row of numbers."""
        pixels = self.part.pixels
        if isinstance(pixels, list):
            return image_file(pixels[index], self.shape, self.fit)
        value = pixels[index]
        value = value.astype(numpy.float32) / 255 if value.dtype == numpy.uint8 else value.astype(numpy.float32)
        if len(self.shape) == 3 and value.shape[:2] != self.shape[1:]:
            value = resized(value, *self.shape[1:])
        return value

    def augmented(self, index, role=""):
        value = self.raw(index)
        if self.augmentation is None or value.ndim != 3 or not changes_images(self.augmentation):
            return value
        fill = numpy.array(self.normalization["mean"], numpy.float32)
        return augment(value, self.augmentation, self.seed, self.epoch, index, fill, role)

    def target(self, index):
        if self.part.targets is not None:
            return torch.from_numpy(numpy.asarray(self.part.targets[index], numpy.float32))
        return torch.tensor(int(self.part.labels[index]))

    def __getitem__(self, index):
        value, target = self.augmented(index), self.target(index)
        label = target if self.part.targets is None else torch.tensor(0)
        if self.augmentation is not None and self.augmentation["mixup"] > 0:
            draws = CounterDraws(self.seed, "augment/mixup", index, self.epoch)
            partner = draws.int(len(self))
            share = draws.beta(self.augmentation["mixup"])
            value = share * value + (1 - share) * self.augmented(partner, "/partner")
            target = share * self.soft(target) + (1 - share) * self.soft(self.target(partner))
        mean, std = (numpy.array(self.normalization[key], numpy.float32) for key in ("mean", "std"))
        pixels = torch.from_numpy(numpy.ascontiguousarray((value - mean) / std, numpy.float32))
        pixels = pixels.permute(2, 0, 1) if pixels.dim() == 3 else pixels
        if tuple(pixels.shape) != self.shape:
            raise SystemExit(f"the network takes {self.shape}, but the data gives {tuple(pixels.shape)}")
        return pixels, target, label

    def soft(self, target):
        return target if target.is_floating_point() else F.one_hot(target, self.classes).float()


def image_file(path, shape, fit):
    """A decoded image as the studio prepares it: upright, on white, resized, to whole grey levels."""
    from PIL import Image, ImageOps

    with Image.open(path) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGBA")
    rgba = numpy.asarray(image).astype(numpy.float32)
    alpha = rgba[..., 3:] / 255
    rgb = numpy.floor(255 + alpha * (rgba[..., :3] - 255) + 0.5)
    channels, height, width = shape
    if rgb.shape[:2] != (height, width):
        rgb = fitted(rgb, height, width, fit)
    values = (rgb @ LUMA)[..., None] if channels == 1 else rgb
    return (numpy.floor(values + 0.5) / 255).astype(numpy.float32)


def fitted(image, height, width, fit):
    own_height, own_width = image.shape[:2]
    if fit == "crop":
        wide = own_width * height > own_height * width
        kept_width = max(1, int(own_height * width / height + 0.5)) if wide else own_width
        kept_height = own_height if wide else max(1, int(own_width * height / width + 0.5))
        top, left = (own_height - kept_height) // 2, (own_width - kept_width) // 2
        image = image[top : top + kept_height, left : left + kept_width]
    if fit != "pad":
        return resized(image, height, width)
    scale = min(height / own_height, width / own_width)
    inner_height = min(height, max(1, int(own_height * scale + 0.5)))
    inner_width = min(width, max(1, int(own_width * scale + 0.5)))
    out = numpy.zeros((height, width, image.shape[2]), numpy.float32)
    top, left = (height - inner_height) // 2, (width - inner_width) // 2
    out[top : top + inner_height, left : left + inner_width] = resized(image, inner_height, inner_width)
    return out


def resized(image, height, width):
    """Bilinear, half-pixel centres, no antialiasing."""
    tensor = torch.from_numpy(numpy.ascontiguousarray(image)).permute(2, 0, 1)[None]
    result = F.interpolate(tensor, (height, width), mode="bilinear", align_corners=False)
    return result[0].permute(1, 2, 0).numpy()


def compute_normalization(samples):
    """Mean and deviation of each channel over the training part, or over a draw of 10,000 of it."""
    count = len(samples)
    chosen = range(count)
    if count > MOST_SAMPLES:
        chosen = numpy.sort(permutation(count, Draws(0, "normalization"))[:MOST_SAMPLES])
    number, total, squares = 0, 0.0, 0.0
    for start in range(0, len(chosen), 256):
        block = numpy.stack([samples.raw(index) for index in chosen[start : start + 256]]).astype(numpy.float64)
        block = block.reshape(-1, block.shape[-1])
        number += len(block)
        total = total + block.sum(0)
        squares = squares + (block**2).sum(0)
    mean = total / number
    std = numpy.sqrt(numpy.maximum(squares / number - mean**2, 0))
    return {"mean": mean.tolist(), "std": numpy.where(std < 1e-6, 1, std).tolist()}


def open_data(text, settings):
    """Training and test samples for a network, and what run.json says of them."""
    source = open_source(text)
    training, shape = settings["training"], settings["inputShape"]
    known = settings["data"] if settings["data"].get("source") == text else {}
    fit = source.options.get("fit", known.get("fit") or "crop")
    plain = Samples(source.train, shape, fit=fit)
    normalization = source.normalization or known.get("normalization") or compute_normalization(plain)
    more = {"normalization": normalization, "fit": fit, "classes": len(source.classes)}
    train = Samples(source.train, shape, seed=training["seed"], augmentation=training["augment"], **more)
    test = Samples(source.test, shape, **more)
    about = {
        "source": known.get("origin", text),
        "fingerprint": known.get("fingerprint", ""),
        "classes": list(source.classes),
        "normalization": normalization,
    }
    for key in ("resize", "fit"):
        if known.get(key) is not None:
            about[key] = known[key]
    return train, test, about


def train_batches(samples, settings, epoch, first_step=0, rank=0, world=1, workers=0):
    """The global batches of one epoch; each of world processes gets its share of each. Yields (size of all, batch)."""
    samples.set_epoch(epoch)
    size = settings["batchSize"]
    order = permutation(len(samples), Draws(settings["seed"], f"order/{epoch}"))
    whole = [order[start : start + size] for start in range(0, len(order), size)][first_step:]
    shares = [own[rank::world].tolist() for own in whole]
    # a process without a sample still takes part in the step: it runs one whose loss does not count
    filled = [share or own[:1].tolist() for share, own in zip(shares, whole)]
    loader = DataLoader(samples, batch_sampler=filled, num_workers=workers)
    for share, own, batch in zip(shares, whole, loader):
        yield len(own), len(share), batch


def test_batches(samples, size, workers=0):
    return DataLoader(samples, batch_size=size, shuffle=False, num_workers=workers)
`;
