"""Makes schedules.json: learning rates of Keras 3's own schedules, in float64, and of torch's StepLR and OneCycleLR.

Needs keras 3 (made with 3.9.2) on the torch backend, and torch. Arguments are written as the tests make the same schedules.
"""
import json
import os
import warnings

os.environ["KERAS_BACKEND"] = "torch"
import keras  # noqa: E402
import torch  # noqa: E402

keras.config.set_floatx("float64")
warnings.simplefilter("ignore")
STEPS = [0, 1, 2, 5, 9, 10, 11, 19, 20, 21, 29, 30, 31, 45, 50, 69, 70, 71, 99, 100, 101, 149, 150, 151, 250]
S = keras.optimizers.schedules
KERAS = {
    "exponential": S.ExponentialDecay(0.1, 30, 0.9),
    "exponential_staircase": S.ExponentialDecay(0.1, 30, 0.9, staircase=True),
    "piecewise": S.PiecewiseConstantDecay([10, 30, 100], [1.0, 0.5, 0.1, 0.01]),
    "polynomial": S.PolynomialDecay(0.1, 100),
    "polynomial_square": S.PolynomialDecay(0.1, 70, end_learning_rate=0.01, power=2.0),
    "polynomial_cycle": S.PolynomialDecay(0.1, 50, end_learning_rate=0.01, power=0.5, cycle=True),
    "inverse_time": S.InverseTimeDecay(0.1, 10, 0.5),
    "inverse_time_staircase": S.InverseTimeDecay(0.1, 10, 0.5, staircase=True),
    "cosine": S.CosineDecay(0.1, 100),
    "cosine_alpha": S.CosineDecay(0.1, 100, alpha=0.25),
    "cosine_warmup": S.CosineDecay(0.001, 100, alpha=0.1, warmup_target=0.1, warmup_steps=20),
    "warmup_zero": S.CosineDecay(0.0, 100, warmup_target=0.1, warmup_steps=30),
    "restarts": S.CosineDecayRestarts(0.1, 10),
    "restarts_all": S.CosineDecayRestarts(0.1, 20, t_mul=1.5, m_mul=0.8, alpha=0.05),
    "restarts_even": S.CosineDecayRestarts(0.1, 25, t_mul=1.0, m_mul=0.9),
}


def drive(make, rate, last):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    schedule = make(optimizer)
    rates = []
    for _ in range(last + 1):
        rates.append(optimizer.param_groups[0]["lr"])
        if len(rates) <= last:
            schedule.step()
    return rates


TORCH = {
    "step": drive(lambda o: torch.optim.lr_scheduler.StepLR(o, 30, gamma=0.5), 0.1, 250),
    "one_cycle": drive(lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 0.1, total_steps=101), 0.1, 100),
    "one_cycle_other": drive(lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, total_steps=50, pct_start=0.4, div_factor=10, final_div_factor=100), 0.1, 49),
}
table = {name: [[s, float(schedule(s))] for s in STEPS] for name, schedule in KERAS.items()}
table |= {name: [[s, rates[s]] for s in range(len(rates)) if s in STEPS or s % 7 == 0 or s == len(rates) - 1] for name, rates in TORCH.items()}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "schedules.json"), "w") as file:
    file.write("{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in table.items()) + "\n}\n")
