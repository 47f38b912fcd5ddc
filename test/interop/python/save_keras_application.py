"""A network of keras.applications with random weights, saved by Keras itself: NAME FOLDER. Writes model.keras, input.bin and output.bin (channels last) and prints the shape of the input and the number of weights."""

import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy

name, folder = sys.argv[1:]
keras.utils.set_random_seed(0)
# Without the softmax, which hides differences among a thousand classes.
model = getattr(keras.applications, name)(weights=None, classifier_activation=None)
random = numpy.random.default_rng(0)
for layer in model.layers:
    if isinstance(layer, keras.layers.BatchNormalization):
        # As after some training.
        *learned, mean, variance = layer.get_weights()
        layer.set_weights([*learned, mean + random.normal(0, 0.1, mean.shape), variance + random.uniform(0, 0.5, variance.shape)])
model.save(os.path.join(folder, "model.keras"))
shape = model.input_shape[1:]
data = random.uniform(0, 255, (1, *shape)) if "EfficientNet" in name or "ConvNeXt" in name else random.normal(0, 1, (1, *shape))
data = data.astype(numpy.float32)
data.tofile(os.path.join(folder, "input.bin"))
model.predict(data, verbose=0).astype(numpy.float32).tofile(os.path.join(folder, "output.bin"))
print(" ".join(map(str, [*shape, model.count_params()])))
