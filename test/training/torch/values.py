"""Writes values.json beside this file: what PyTorch computes for the cases that test/training checks.

Run with any Python that has torch: python3 test/training/torch/values.py
"""

import json
import math
import pathlib

import torch

torch.set_num_threads(1)
torch.manual_seed(0)


def values(tensor):
    return {"shape": list(tensor.shape), "data": [float(v) for v in tensor.detach().flatten()]}


def optimisers():
    # name, type and settings in Layerloom's words, PyTorch's constructor
    sgd, adam, adamw, rms = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop
    table = [
        ("sgd with decay", "sgd", dict(weightDecay=0.1), lambda p: sgd(p, lr=0.1, weight_decay=0.1)),
        ("momentum", "sgd", dict(momentum=0.9), lambda p: sgd(p, lr=0.1, momentum=0.9)),
        (
            "nesterov with decay",
            "sgd",
            dict(momentum=0.8, nesterov=True, weightDecay=0.05),
            lambda p: sgd(p, lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.05),
        ),
        (
            "adam with decay",
            "adam",
            dict(beta1=0.8, beta2=0.95, epsilon=1e-3, weightDecay=0.1),
            lambda p: adam(p, lr=0.1, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1),
        ),
        ("adamw", "adamw", dict(weightDecay=0.3), lambda p: adamw(p, lr=0.1, weight_decay=0.3)),
        ("adamw without decay", "adamw", dict(weightDecay=0), lambda p: adamw(p, lr=0.1, weight_decay=0)),
        (
            "rmsprop with momentum and decay",
            "rmsprop",
            dict(alpha=0.9, epsilon=1e-4, momentum=0.5, weightDecay=0.02),
            lambda p: rms(p, lr=0.1, alpha=0.9, eps=1e-4, momentum=0.5, weight_decay=0.02),
        ),
    ]
    # the learning rate changes between steps, as under a schedule
    rates = [0.1, 0.05, 0.05, 0.2, 0.01, 0.1, 0.03]
    cases = []
    for name, kind, settings, make in table:
        parameter = torch.randn(2, 3, requires_grad=True)
        start = values(parameter)
        optimiser = make([parameter])
        grads, after = [], []
        for rate in rates:
            for group in optimiser.param_groups:
                group["lr"] = rate
            parameter.grad = torch.randn(2, 3)
            grads.append(values(parameter.grad))
            optimiser.step()
            after.append(values(parameter))
        cases.append(
            dict(name=name, type=kind, settings=settings, rates=rates, start=start, grads=grads, after=after)
        )
    return cases


def schedules():
    def run(make, steps, step_every=1):
        parameter = torch.zeros(1, requires_grad=True)
        optimiser = torch.optim.SGD([parameter], lr=0.4)
        scheduler = make(optimiser)
        rates = []
        for step in range(steps):
            rates.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            if (step + 1) % step_every == 0:
                scheduler.step()
        return rates

    lr = torch.optim.lr_scheduler
    constant = dict(type="constant")
    step = dict(type="step", everyEpochs=2, gamma=0.5)
    cosine = dict(type="cosine", minLr=0.01)
    cycle = dict(type="one-cycle", pctStart=0.3, divFactor=25, finalDivFactor=1e4)
    short = dict(type="one-cycle", pctStart=0.5, divFactor=10, finalDivFactor=100)

    def warm(then, steps):
        def make(optimiser):
            warmup = lr.LinearLR(optimiser, start_factor=1 / steps, end_factor=1, total_iters=steps - 1)
            return lr.SequentialLR(optimiser, [warmup, then(optimiser)], milestones=[steps])

        return make

    def one_cycle(settings, total):
        return lambda o: lr.OneCycleLR(
            o,
            max_lr=0.4,
            total_steps=total,
            pct_start=settings["pctStart"],
            div_factor=settings["divFactor"],
            final_div_factor=settings["finalDivFactor"],
            cycle_momentum=False,
        )

    table = [
        ("constant", constant, 0, 4, 3, run(lambda o: lr.LambdaLR(o, lambda _: 1), 12)),
        ("step", step, 0, 4, 6, run(lambda o: lr.StepLR(o, step_size=2, gamma=0.5), 24, 4)),
        ("cosine", cosine, 0, 4, 5, run(lambda o: lr.CosineAnnealingLR(o, T_max=20, eta_min=0.01), 20)),
        ("one-cycle", cycle, 0, 4, 5, run(one_cycle(cycle, 20), 20)),
        ("one-cycle, short", short, 0, 2, 3, run(one_cycle(short, 6), 6)),
        ("constant after warm-up", constant, 5, 4, 3, run(warm(lambda o: lr.LambdaLR(o, lambda _: 1), 5), 12)),
        (
            "cosine after warm-up",
            cosine,
            5,
            4,
            5,
            run(warm(lambda o: lr.CosineAnnealingLR(o, T_max=15, eta_min=0.01), 5), 20),
        ),
    ]
    return [
        dict(name=name, schedule=schedule, warmupSteps=warmup, stepsPerEpoch=per, epochs=epochs, lr=0.4, rates=rates)
        for name, schedule, warmup, per, epochs, rates in table
    ]


def losses():
    cases = []
    for smoothing in (0.0, 0.1, 0.3):
        logits = (torch.randn(5, 4) * 4).requires_grad_()
        labels = torch.tensor([0, 3, 1, 1, 2])
        loss = torch.nn.functional.cross_entropy(logits, labels, label_smoothing=smoothing)
        loss.backward()
        cases.append(
            dict(
                name=f"classes, smoothing {smoothing}",
                smoothing=smoothing,
                logits=values(logits),
                labels=labels.tolist(),
                loss=float(loss),
                grad=values(logits.grad),
            )
        )
        logits = torch.randn(5, 4).requires_grad_()
        soft = torch.softmax(torch.randn(5, 4), 1)
        loss = torch.nn.functional.cross_entropy(logits, soft, label_smoothing=smoothing)
        loss.backward()
        cases.append(
            dict(
                name=f"soft labels, smoothing {smoothing}",
                smoothing=smoothing,
                logits=values(logits),
                soft=values(soft),
                loss=float(loss),
                grad=values(logits.grad),
            )
        )
    huge = torch.tensor([[1000.0, -1000.0, 0.0], [-3e4, 3e4, 3e4]], requires_grad=True)
    loss = torch.nn.functional.cross_entropy(huge, torch.tensor([1, 2]))
    loss.backward()
    cases.append(
        dict(
            name="huge logits", smoothing=0, logits=values(huge), labels=[1, 2], loss=float(loss), grad=values(huge.grad)
        )
    )
    output = torch.randn(3, 2, 2, 1, requires_grad=True)
    target = torch.randn(3, 2, 2, 1)
    loss = torch.nn.functional.mse_loss(output, target)
    loss.backward()
    mse = dict(output=values(output), target=values(target), loss=float(loss), grad=values(output.grad))
    return dict(crossEntropy=cases, meanSquaredError=mse)


def clipping():
    cases = []
    for limit in (0.5, 3.0, 100.0):
        parameters = [torch.zeros(2, 3), torch.zeros(4)]
        for parameter in parameters:
            parameter.grad = torch.randn_like(parameter) * 2
        before = [values(p.grad) for p in parameters]
        norm = torch.nn.utils.clip_grad_norm_(parameters, limit)
        cases.append(dict(limit=limit, before=before, norm=float(norm), after=[values(p.grad) for p in parameters]))
    return cases


result = dict(
    torch=torch.__version__,
    optimisers=optimisers(),
    schedules=schedules(),
    losses=losses(),
    clipping=clipping(),
)
assert all(math.isfinite(case["loss"]) for case in result["losses"]["crossEntropy"])
path = pathlib.Path(__file__).with_name("values.json")
path.write_text(json.dumps(result, indent=1) + "\n")
