"""What the Python peers of benchmarks/ share: requests and answers as JSON lines, arrays from raw files, wall and CPU time of a chunk."""
import json
import os
import sys
import time

import numpy as np


def arrays(folder):
    """The arrays of a folder: array.json holds {name: {dtype, shape}}, NAME.bin the numbers of NAME, little-endian, row by row."""
    with open(os.path.join(folder, "arrays.json")) as file:
        specs = json.load(file)
    return {
        name: np.fromfile(os.path.join(folder, f"{name}.bin"), dtype=spec["dtype"]).reshape(spec["shape"])
        for name, spec in specs.items()
    }


def timed(work):
    """Runs `work`; its wall and CPU seconds (all threads of this process), and what it gave."""
    cpu, wall = time.process_time(), time.perf_counter()
    value = work()
    return {"seconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu}, value


def serve(hello, handlers):
    """Says hello, then answers one request a line, {"do": NAME, ...}, until the input ends; an error is an answer too."""
    # Only answers go to standard output: what a library prints there goes to standard error.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    print(json.dumps(hello), file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = handlers[request.pop("do")](**request)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
        print(json.dumps(answer), file=answers, flush=True)
