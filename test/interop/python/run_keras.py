"""Keras' own loading of every model.keras in the folders of FOLDER; NHWC in and out, the backend from the environment.

usage: run_keras.py FOLDER [INPUTS_AT_A_TIME]
"""

import json
import pathlib
import sys

import keras
import numpy
from chunks import asked, in_chunks

report = {}
for folder in sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_dir()):
    model = keras.saving.load_model(folder / "model.keras", compile=False)
    shape = json.loads((folder / "shape.json").read_text())
    values = numpy.fromfile(folder / "input.bin", numpy.float32).reshape(shape)
    # JAX compiles the network once for a prediction, but every operation by itself for a call.
    predict = model.predict_on_batch if keras.backend.backend() == "jax" else lambda part: model(part, training=False)
    output = in_chunks(predict, values, asked(sys.argv))
    output.tofile(folder / "output.bin")
    own = {"InputLayer", "Functional"} | {layer.__class__.__name__ for layer in model.layers}
    assert "Lambda" not in own
    report[folder.name] = {"shape": list(output.shape), "backend": keras.backend.backend()}
    keras.backend.clear_session()
print(json.dumps(report))
