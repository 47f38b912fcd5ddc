"""A network of most of Keras's stock layers, saved by Keras itself: FOLDER. Writes model.keras, lambda.keras, input.bin and output.bin (channels last)."""

import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy
from keras import layers

(folder,) = sys.argv[1:]
keras.utils.set_random_seed(0)


def unit(x, filters, name):
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"{name}_1_conv")(x)
    y = layers.BatchNormalization(name=f"{name}_1_bn")(y)
    y = layers.Activation("relu", name=f"{name}_1_relu")(y)
    y = layers.Conv2D(filters, 3, padding="same", name=f"{name}_2_conv")(y)
    y = layers.Add(name=f"{name}_add")([y, x])
    return layers.Activation("relu", name=f"{name}_out")(y)


source = keras.Input((32, 32, 3), name="image")
x = layers.Rescaling(1 / 255.0)(source)
x = layers.ZeroPadding2D(((0, 1), (0, 1)))(x)
x = layers.Conv2D(8, 3, strides=2, use_bias=False, name="stem")(x)
x = layers.BatchNormalization()(x)
x = layers.ReLU(max_value=6.0)(x)
x = layers.DepthwiseConv2D(3, strides=2, padding="same")(x)
x = layers.SeparableConv2D(16, 3, padding="same", activation="relu")(x)
for index in range(3):
    x = unit(x, 16, f"stage_block{index + 1}")
y = layers.Conv2D(16, 1, activation="swish")(x)
x = layers.Multiply()([x, y])
x = layers.MaxPooling2D(3, 2, padding="same")(x)
x = layers.Conv2DTranspose(6, 3, strides=2, padding="same")(x)
x = layers.Concatenate()([x, layers.Conv2D(4, 3, padding="same", activation="gelu")(x)])
x = layers.AveragePooling2D(2)(x)
x = layers.LayerNormalization()(x)
x = keras.Sequential([keras.Input((4, 4, 10)), layers.Conv2D(12, 2, activation="hard_sigmoid")], name="inner")(x)
x = layers.Flatten()(x)
x = layers.Dropout(0.3)(x)
x = layers.BatchNormalization()(x)
x = layers.Dense(20, activation="leaky_relu")(x)
x = layers.Dense(10, activation="softmax")(x)
model = keras.Model(source, x, name="stock")
random = numpy.random.default_rng(0)
for layer in model.layers:
    if isinstance(layer, layers.BatchNormalization):
        # As after some training.
        gamma, beta, mean, variance = layer.get_weights()
        layer.set_weights([gamma + 0.1, beta + 0.2, mean + random.normal(0, 0.1, mean.shape), variance + 0.3])
model.save(os.path.join(folder, "model.keras"))
data = random.uniform(0, 255, (2, 32, 32, 3)).astype(numpy.float32)
data.tofile(os.path.join(folder, "input.bin"))
model.predict(data, verbose=0).astype(numpy.float32).tofile(os.path.join(folder, "output.bin"))

source = keras.Input((8, 8, 1))
x = layers.Conv2D(2, 3)(source)
x = layers.Lambda(lambda t: t * 2)(x)
keras.Model(source, layers.GlobalAveragePooling2D()(x)).save(os.path.join(folder, "lambda.keras"))
print(model.count_params())
