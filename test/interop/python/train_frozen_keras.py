"""Trains the Keras model of FOLDER a few steps, and says which layers changed.

usage: train_frozen_keras.py FOLDER  (with model.keras, or with model.py and model.weights.h5)
"""

import importlib.util
import json
import pathlib
import sys

import keras
import numpy

folder = pathlib.Path(sys.argv[1])
if (folder / "model.keras").exists():
    model = keras.saving.load_model(folder / "model.keras")
else:
    spec = importlib.util.spec_from_file_location("model", folder / "model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    model = module.load()
model.compile(
    optimizer=keras.optimizers.SGD(0.05),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
before = {layer.name: [numpy.array(value) for value in layer.get_weights()] for layer in model.layers}
random = numpy.random.default_rng(0)
pixels = random.normal(1, 2, (8, *model.input_shape[1:])).astype("float32")
labels = random.integers(0, model.output_shape[-1], 8)
for _ in range(3):
    model.train_on_batch(pixels, labels)
report = {"changed": [], "same": []}
for layer in model.layers:
    pairs = list(zip(before[layer.name], layer.get_weights()))
    if pairs:
        moved = [not numpy.array_equal(old, new) for old, new in pairs]
        assert all(moved) or not any(moved), (layer.name, moved)
        report["changed" if moved[0] else "same"].append(layer.name)
print(json.dumps(report))
