"""KSG's first estimate with scipy's k-d tree, for benchmarks/ksg.ts. Reads lines "file n dim_x dim_y k" and answers each with nats."""
import sys

try:
    import numpy as np
    from scipy.spatial import cKDTree
    from scipy.special import digamma
except ImportError as error:
    sys.exit(f"{error}")

print("ready", flush=True)
for line in sys.stdin:
    path, n, dim_x, dim_y, k = line.split()
    n, dim_x, dim_y, k = int(n), int(dim_x), int(dim_y), int(k)
    numbers = np.fromfile(path)
    x, y = numbers[: n * dim_x].reshape(n, dim_x), numbers[n * dim_x :].reshape(n, dim_y)
    joint = np.hstack([x, y])
    # The point itself comes first; "strictly nearer" is "within the next smaller double". A count holds the point itself.
    radius = np.nextafter(cKDTree(joint).query(joint, k=k + 1, p=np.inf)[0][:, k], 0)
    counts = [cKDTree(part).query_ball_point(part, radius, p=np.inf, return_length=True) for part in (x, y)]
    print(repr(float(digamma(k) + digamma(n) - sum(digamma(count).mean() for count in counts))), flush=True)
