"""The training step in JAX: `lax.scan` over the steps of a call, or a jitted call a step. Arguments: scan or jit, threads."""
import os
import sys

MODE, THREADS = sys.argv[1], int(sys.argv[2])
if THREADS == 1:
    # XLA sizes its pool by NPROC; the flag keeps single operations from being cut into parts.
    os.environ["NPROC"] = "1"
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false " + os.environ.get("XLA_FLAGS", "")

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
from jax import lax  # noqa: E402
from protocol import arrays, serve, timed  # noqa: E402

if THREADS == 1:
    # Or a call returns while XLA computes on a second thread.
    jax.config.update("jax_cpu_enable_async_dispatch", False)

RATE, BETA1, BETA2, EPSILON = 1e-4, 0.9, 0.999, 1e-8


def take(pool, rows):
    # Rows are known to be in range: no check, no filling.
    return pool.at[rows].get(mode="promise_in_bounds", wrap_negative_indices=False)


def negative_dv(params, pairs):
    hidden = jax.nn.relu(pairs @ params["w0"] + params["b0"])
    hidden = jax.nn.relu(hidden @ params["w1"] + params["b1"])
    scores = (hidden @ params["w2"] + params["b2"])[:, 0]
    b = scores.shape[0] // 2
    return -(scores[:b].mean() - (jax.nn.logsumexp(scores[b:]) - jnp.log(b)))


def step(x, y, carry, rows):
    params, first, second, count = carry
    pairs = jnp.concatenate([take(x, rows[0]), take(y, rows[1])], 1)
    loss, grads = jax.value_and_grad(negative_dv)(params, pairs)
    count = count + 1
    first = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, first, grads)
    second = jax.tree.map(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, second, grads)
    correct1, correct2 = 1 - BETA1**count, 1 - BETA2**count
    params = jax.tree.map(
        lambda p, m, v: p - RATE * (m / correct1) / (jnp.sqrt(v / correct2) + EPSILON), params, first, second
    )
    return (params, first, second, count), -loss


@jax.jit
def scan(x, y, carry, rows_x, rows_y):
    return lax.scan(lambda carry, rows: step(x, y, carry, rows), carry, (rows_x, rows_y))


@jax.jit
def scan_replicas(x, y, carry, rows_x, rows_y):
    each = jax.vmap(lambda carry, rows: step(x, y, carry, rows))
    return lax.scan(each, carry, (rows_x, rows_y))


@jax.jit
def one(x, y, carry, rows_x, rows_y):
    return step(x, y, carry, (rows_x, rows_y))


case = {}


def load(folder, replicas=0, **_):
    given = arrays(folder)
    params = {name: jnp.asarray(given[name]) for name in ("w0", "b0", "w1", "b1", "w2", "b2")}
    zeros = jax.tree.map(jnp.zeros_like, params)
    case.update(
        x=jnp.asarray(given["x"]),
        y=jnp.asarray(given["y"]),
        rows_x=given["rowsX"],
        rows_y=given["rowsY"],
        carry=(params, zeros, zeros, jnp.zeros(())),
        replicas=replicas,
    )
    if replicas:
        case["carry"] = jax.tree.map(lambda leaf: jnp.broadcast_to(leaf, (replicas, *leaf.shape)), case["carry"])
        for name in ("rows_x", "rows_y"):
            case[name] = np.repeat(case[name][:, None], replicas, axis=1)
    return {}


def train(rows_x, rows_y, steps, call):
    x, y, carry = case["x"], case["y"], case["carry"]
    losses = []
    for done in range(0, steps, call):
        if MODE == "scan":
            carry, loss = (scan_replicas if case["replicas"] else scan)(x, y, carry, rows_x, rows_y)
            losses.append(loss)
        else:
            for k in range(call):
                carry, loss = one(x, y, carry, rows_x[k], rows_y[k])
                losses.append(loss)
    jax.block_until_ready(carry)
    return losses


def run(steps, call):
    """Trains `steps` steps from the first weights in calls of `call`; the values of DV on the first minibatches."""
    rows = [case[name][:call] for name in ("rows_x", "rows_y")]
    if MODE == "scan":
        rows = [jnp.asarray(part) for part in rows]
    time, losses = timed(lambda: train(*rows, steps, call))
    first = np.atleast_1d(np.asarray(losses[:10]))
    if case["replicas"]:
        first = first.reshape(-1, case["replicas"])[:, 0]
    return {**time, "losses": first.ravel()[:10].tolist()}


serve({"version": f"jax {jax.__version__}", "device": jax.devices()[0].platform}, {"load": load, "run": run})
