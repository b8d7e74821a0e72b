"""Computes training steps of a small convolutional network with numpy, in double precision.

Usage: report convolution --format json | python3 reference.py > steps.json

Takes from the program what is given (network, settings, input, labels, masks, first parameters) and
computes everything else by itself. Gradients are complex-step derivatives: a parameter or a layer's
result is moved by 1e-30 along the imaginary axis, and the imaginary part of the loss is the
derivative to the last digits, without any rule of differentiation.
"""
import json
import sys

import numpy as np

TINY = 1e-30


def relu(x):
    return np.where(x.real > 0, x, 0)


def forward(network, settings, given, parameters, nudge=None):
    """All layers' results, by name; nudge is (name, flat index)."""
    results = {}

    def keep(name, value):
        if nudge is not None and nudge[0] == name:
            value = np.array(value, dtype=complex)
            value.reshape(-1)[nudge[1]] += 1j * TINY
        results[name] = value
        return value

    parameters = {name: keep(name, value) for name, value in parameters.items()}
    x = given["input"].astype(complex)
    for stage in network["stages"]:
        name, norm = stage["name"], stage["norm"]
        weight = parameters[name + ".weight"]
        k = weight.shape[2]
        height, width = x.shape[2] - k + 1, x.shape[3] - k + 1
        patches = np.stack(
            [x[:, :, a : a + height, b : b + width] for a in range(k) for b in range(k)], axis=2
        )
        flat = weight.reshape(weight.shape[0], weight.shape[1], k * k)
        x = keep(name, np.einsum("nithw,oit->nohw", patches, flat))
        x = keep(name + ".relu", relu(x))
        if stage["pool"]:
            height, width = x.shape[2] // 2, x.shape[3] // 2
            cut = x[:, :, : 2 * height, : 2 * width]
            squares = cut.reshape(x.shape[0], x.shape[1], height, 2, width, 2)
            squares = squares.transpose(0, 1, 2, 4, 3, 5).reshape(*x.shape[:2], height, width, 4)
            first = np.argmax(squares.real, axis=-1)[..., None]
            x = keep(name + ".pool", np.take_along_axis(squares, first, axis=-1)[..., 0])
        if "mask." + name in given:
            x = x * given["mask." + name]
        x = keep(name + ".dropout", x)
        axes = (0, 2, 3)
        mean = x.mean(axis=axes, keepdims=True)
        variance = ((x - mean) ** 2).mean(axis=axes, keepdims=True)
        x = (x - mean) / np.sqrt(variance + settings["batchNormEpsilon"])
        x = x * parameters[norm + ".weight"].reshape(1, -1, 1, 1)
        x = keep(norm, x + parameters[norm + ".bias"].reshape(1, -1, 1, 1))
    average = keep("average", x.mean(axis=(2, 3)))
    axis = 0 if settings["softmax"] == "batch" else 1
    greatest = average.real.max(axis=axis, keepdims=True)
    total = np.log(np.exp(average - greatest).sum(axis=axis, keepdims=True))
    log_p = keep("log_softmax", average - greatest - total)
    labels = given["labels"].astype(int)
    keep("loss", -log_p[np.arange(len(labels)), labels].mean())
    return results


def steps(document):
    network, settings = document["architecture"], document["settings"]
    parameters = velocities = None
    for step in document["steps"]:
        tensors = {
            name: np.array(t["values"], dtype=float).reshape(t["shape"])
            for name, t in step["tensors"].items()
        }
        given = {n: t for n, t in tensors.items() if n in ("input", "labels") or n[:5] == "mask."}
        if parameters is None:
            names = [n for s in network["stages"]
                     for n in (s["name"] + ".weight", s["norm"] + ".weight", s["norm"] + ".bias")]
            parameters = {n: tensors[n] for n in names}
        results = forward(network, settings, given, parameters)
        out = {n: np.asarray(v).real for n, v in results.items()}
        gradients = {}
        for name, value in out.items():
            gradient = np.zeros(value.size)
            for i in range(value.size):
                moved = forward(network, settings, given, parameters, (name, i))
                gradient[i] = np.imag(moved["loss"]) / TINY
            gradients[name] = gradient.reshape(value.shape)
        rate = settings["learningRate"] * settings["gamma"] ** (
            (step["step"] - 1) // settings["stepSize"])
        old = velocities
        velocities = {
            n: gradients[n] if old is None else settings["momentum"] * old[n] + gradients[n]
            for n in parameters
        }
        after = {n: parameters[n] - rate * velocities[n] for n in parameters}
        out.update({"grad." + n: g for n, g in gradients.items()})
        out.update({"momentum." + n: v for n, v in velocities.items()})
        out.update({"after." + n: w for n, w in after.items()})
        yield {"step": step["step"],
               "tensors": {n: np.asarray(v).reshape(-1).tolist() for n, v in out.items()}}
        parameters = after


if __name__ == "__main__":
    document = json.load(sys.stdin)
    result = {"settings": document["settings"], "steps": list(steps(document))}
    json.dump(result, sys.stdout)
