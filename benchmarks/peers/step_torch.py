"""The training step in PyTorch: eager as users write it, eager with Adam fused, or compiled whole. Arguments: eager, fused or compile; threads; gpu."""
import math
import sys

import torch
from protocol import arrays, serve, timed

# The comparison of replicas asks for the GPU; all others are between processors.
MODE, THREADS, DEVICE = sys.argv[1], int(sys.argv[2]), "cuda" if "gpu" in sys.argv[3:] else "cpu"
torch.set_num_threads(THREADS)
torch.set_num_interop_threads(THREADS)

RATE, BETA1, BETA2, EPSILON = 1e-4, 0.9, 0.999, 1e-8
NAMES = ("w0", "b0", "w1", "b1", "w2", "b2")


def negative_dv(scores):
    b = scores.shape[0] // 2
    return -(scores[:b].mean() - (torch.logsumexp(scores[b:], 0) - math.log(b)))


class Eager:
    """Modules, autograd and torch.optim.Adam."""

    def __init__(self, given):
        self.critic = torch.nn.Sequential(
            *(part for k in range(3) for part in (torch.nn.Linear(*given[f"w{k}"].shape), torch.nn.ReLU()))
        )[:-1]
        with torch.no_grad():
            for k in range(3):
                self.critic[2 * k].weight.copy_(given[f"w{k}"].T)
                self.critic[2 * k].bias.copy_(given[f"b{k}"][0])
        self.optimizer = torch.optim.Adam(
            self.critic.parameters(), RATE, (BETA1, BETA2), EPSILON, fused=True if MODE == "fused" else None
        )

    def step(self, x, y, rows_x, rows_y):
        pairs = torch.cat([x[rows_x], y[rows_y]], 1)
        loss = negative_dv(self.critic(pairs)[:, 0])
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return -loss.detach()


def dv_of(params, pairs):
    hidden = torch.relu(pairs @ params["w0"] + params["b0"])
    hidden = torch.relu(hidden @ params["w1"] + params["b1"])
    return negative_dv((hidden @ params["w2"] + params["b2"])[:, 0])


def functional_step(params, first, second, count, x, y, rows_x, rows_y):
    pairs = torch.cat([x[rows_x], y[rows_y]], 1)
    grads, loss = torch.func.grad_and_value(dv_of)(params, pairs)
    count = count + 1
    correct1, correct2 = 1 - BETA1**count, 1 - BETA2**count
    first = {name: BETA1 * first[name] + (1 - BETA1) * grads[name] for name in NAMES}
    second = {name: BETA2 * second[name] + (1 - BETA2) * grads[name] ** 2 for name in NAMES}
    params = {
        name: params[name] - RATE * (first[name] / correct1) / ((second[name] / correct2).sqrt() + EPSILON)
        for name in NAMES
    }
    return params, first, second, count, -loss


whole_step = torch.compile(functional_step, dynamic=False, fullgraph=True)
replica_step = torch.compile(
    torch.vmap(functional_step, in_dims=(0, 0, 0, 0, None, None, 0, 0)), dynamic=False, fullgraph=True
)


class Compiled:
    """The step as one function, differentiated and compiled as a whole."""

    def __init__(self, given):
        params = {name: given[name] for name in NAMES}
        # Two sets of zeros: one given twice would be a case of its own to compile.
        first, second = ({name: torch.zeros_like(value) for name, value in params.items()} for _ in range(2))
        self.state = (params, first, second, torch.zeros((), device=DEVICE))
        self.one = whole_step
        if given["replicas"]:
            tile = lambda leaf: leaf.expand(given["replicas"], *leaf.shape).clone()  # noqa: E731
            self.state = (*({name: tile(value) for name, value in part.items()} for part in self.state[:3]), tile(self.state[3]))
            self.one = replica_step

    def step(self, x, y, rows_x, rows_y):
        *self.state, loss = self.one(*self.state, x, y, rows_x, rows_y)
        return loss


case = {}


def load(folder, replicas=0, **_):
    given = {name: torch.from_numpy(value).to(DEVICE) for name, value in arrays(folder).items()}
    # Indices that need no conversion a step.
    rows = {name: given[name].long() for name in ("rowsX", "rowsY")}
    if replicas:
        rows = {name: value[:, None].expand(-1, replicas, -1).contiguous() for name, value in rows.items()}
    case.update(given, **rows, replicas=replicas)
    if MODE == "compile":
        # What other sizes left counts against a limit of eight.
        torch.compiler.reset()
    return {}


def run(steps, call):
    """Trains `steps` steps from the first weights, the rows of `call` steps again and again; the values of DV on the first minibatches."""
    trainer = (Compiled if MODE == "compile" else Eager)(case)
    x, y, rows_x, rows_y = (case[name] for name in ("x", "y", "rowsX", "rowsY"))

    def train():
        losses = [trainer.step(x, y, rows_x[k % call], rows_y[k % call]) for k in range(steps)]
        if DEVICE == "cuda":
            torch.cuda.synchronize()
        return losses

    time, losses = timed(train)
    first = torch.stack(losses[:10])
    return {**time, "losses": (first[:, 0] if case["replicas"] else first).tolist()}


if MODE == "compile":
    torch.set_grad_enabled(False)
serve({"version": f"torch {torch.__version__}", "device": DEVICE}, {"load": load, "run": run})
