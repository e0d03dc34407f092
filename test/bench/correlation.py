"""The steps of correlation.ts by NumPy and SciPy: returns on standard input as float64, row-major.

Prints one JSON line: versions, and seconds of each step, the best of three runs after one to warm up.
"""

import json
import sys
import time

import numpy as np
import scipy
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

days, assets = int(sys.argv[1]), int(sys.argv[2])
returns = np.frombuffer(sys.stdin.buffer.read(), dtype=np.float64).reshape(days, assets)


def shrunk(x):
    """Ledoit and Wolf (2004), towards constant correlation, divisor n - 1; its correlations."""
    y = x - x.mean(axis=0)
    sample = y.T @ y / (days - 1)
    deviations = np.sqrt(np.diag(sample))
    outer = np.outer(deviations, deviations)
    mean = ((sample / outer).sum() - assets) / (assets * (assets - 1))
    target = mean * outer
    np.fill_diagonal(target, np.diag(sample))
    squares = y**2
    pi = squares.T @ squares / (days - 1) - sample**2
    theta = (y**3).T @ y / (days - 1) - np.diag(sample)[:, None] * sample
    np.fill_diagonal(theta, 0)
    rho = np.diag(pi).sum() + mean * (np.outer(1 / deviations, deviations) * theta).sum()
    gamma = ((sample - target) ** 2).sum()
    weight = min(1.0, max(0.0, (pi.sum() - rho) / gamma / (days - 1)))
    covariance = weight * target + (1 - weight) * sample
    scale = np.sqrt(np.diag(covariance))
    return covariance / np.outer(scale, scale)


def ordered(matrix):
    distances = np.sqrt(np.maximum(0, (1 - matrix) / 2))
    np.fill_diagonal(distances, 0)
    condensed = squareform(distances, checks=False)
    return leaves_list(optimal_leaf_ordering(linkage(condensed, "average"), condensed))


def timed(step):
    step()
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        step()
        best = min(best, time.perf_counter() - began)
    return best


matrix = shrunk(returns)
print(
    json.dumps(
        {
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "shrinkage": timed(lambda: shrunk(returns)),
            "ordering": timed(lambda: ordered(matrix)),
            "factorisation": timed(lambda: np.linalg.cholesky(matrix)),
            "checksum": float(np.abs(matrix).sum()),
        }
    )
)
