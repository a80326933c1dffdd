"""Shows that real Keras goes on with trainings that MlNetCnn saved.

    MLNETCNN_KERAS_CHECK=FOLDER dotnet test tests/MlNetCnn.Training.Tests --filter Ours_goes_on_in_Keras
    KERAS_BACKEND=torch python3 check.py continued.json FOLDER/*.keras FOLDER/*.h5

needs keras 3.9, numpy, h5py. The test leaves in FOLDER what it trained 8 steps, NAME.keras and NAME.h5, and beside each the losses of its own next 8 steps on the batches of
continued.json, NAME.keras.json. Here Keras loads each, takes the same steps, and prints the largest difference of losses; and, to show what the state is worth, that of the same weights
with a new optimizer. Of an .h5 file Keras 3.9 makes a model whose optimizer it cannot use (it builds it for no variables: any fit ends in "Unknown variable"), so that here the
variables that it reads from the file are set by hand. Ends with 1 when a difference is above 5e-6.
"""
import json
import sys
import warnings

import h5py
import keras
import numpy as np

warnings.filterwarnings("ignore")
facts = json.load(open(sys.argv[1]))
x = np.array(facts["x"], "float32").reshape(4, 6, 5, 4, 1)
y = np.array(facts["y"]).reshape(4, 6)


def steps(model):
    losses = []
    for i in range(8):
        model.reset_metrics()
        losses.append(float(model.train_on_batch(x[i % 4], y[i % 4])[0]))
    return np.array(losses)


def new_optimizer(model):
    return model.optimizer.__class__.from_config(model.optimizer.get_config())


worst = 0
for path in sys.argv[2:]:
    ours = np.array(json.load(open(path + ".json")))
    model = keras.models.load_model(path)
    if path.endswith(".h5"):
        with h5py.File(path) as file:
            group = file["optimizer_weights"]
            values = [group[name][()] for name in group.attrs["weight_names"]]
        assert int(model.optimizer._iterations.numpy()) == 8, "Keras did not read the steps"
        model.compile(optimizer=new_optimizer(model), loss=model.loss, metrics=["accuracy"])
        model.optimizer.build(model.trainable_variables)
        assert [tuple(v.shape) for v in model.optimizer.variables] == [v.shape for v in values], "Keras's variables have other shapes"
        model.optimizer.set_weights(values)
    resumed = np.abs(steps(model) - ours).max()
    fresh = keras.models.load_model(path, compile=False)
    fresh.compile(optimizer=new_optimizer(model), loss=model.loss, metrics=["accuracy"])
    print(f"{path.split('/')[-1]:28} {resumed:.2e}   with a new optimizer {np.abs(steps(fresh) - ours).max():.2e}")
    worst = max(worst, resumed)
print(f"largest {worst:.2e}")
sys.exit(int(worst > 5e-6))
