/** `predict.py`: classes of images from the command line. */
export const predictPy = `"""Classes of image files, or the raw outputs where there are no classes: python predict.py IMAGE..."""

import json
import sys
from pathlib import Path

import numpy
import torch

import weights
from data import image_file
from model import Network

HERE = Path(__file__).resolve().parent


def main():
    settings = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))
    data = settings["data"]
    normalization = data.get("normalization") or {"mean": [0.0], "std": [1.0]}
    network = Network().eval()
    weights.load(network, HERE / "weights.safetensors")
    mean, std = (numpy.array(normalization[key], numpy.float32) for key in ("mean", "std"))
    for path in sys.argv[1:]:
        image = (image_file(Path(path), settings["inputShape"], data.get("fit") or "stretch") - mean) / std
        with torch.no_grad():
            output = network(torch.from_numpy(image).permute(2, 0, 1)[None].contiguous()).flatten()
        classes = data.get("classes") or []
        if len(classes) != len(output):
            print(path, *(f"{value:.6g}" for value in output.tolist()))
            continue
        shares = output if settings["endsInSoftmax"] else output.softmax(0)
        best = shares.topk(min(3, len(classes)))
        answers = [f"{classes[i]} {100 * share:.1f} %" for share, i in zip(best.values.tolist(), best.indices.tolist())]
        print(path, *answers, sep="  ")


if __name__ == "__main__":
    main()
`;
