"""Estimates by the public benchmark-mi package (Czyz et al. 2023), one after another. Argument: threads."""
import os
import sys

if sys.argv[1] == "1":
    os.environ["NPROC"] = "1"
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false " + os.environ.get("XLA_FLAGS", "")

from importlib.metadata import version  # noqa: E402

import bmi  # noqa: E402
from protocol import arrays, serve, timed  # noqa: E402

case = {}


def load(folder):
    case.update(arrays(folder))
    return {}


def estimator(method, steps, seed):
    """As the package has it by default, but for the number of steps."""
    if method == "ksg":
        return bmi.estimators.KSGEnsembleFirstEstimator()
    kind = {"mine": bmi.estimators.MINEEstimator, "infonce": bmi.estimators.InfoNCEEstimator}[method]
    return kind(max_n_steps=steps, seed=seed, verbose=False)


def estimate(method, steps, seed):
    time, found = timed(lambda: estimator(method, steps, seed).estimate_with_info(case["x"], case["y"]))
    return {
        **time,
        "nats": float(found.mi_estimate),
        "stepsRun": int(found.additional_information.get("n_training_steps", 0)),
    }


serve({"version": f"benchmark-mi {version('benchmark-mi')}", "device": "cpu"}, {"load": load, "estimate": estimate})
