#!/usr/bin/env python3
"""Compares `examples/solve` with networkx (and LEMON, if a runner is given) on random problems of many shapes.

    cargo build --release -p goodword-matching --example solve
    python3 crates/matching/benches/peers.py TARGET/release/examples/solve [--problems 300] [--most 2000]
            [--networkx-most 220] [--lemon RUNNER] [--seed 1]

Every problem is solved twice, everybody first and weight only; weight and number of pairs must agree (the number of pairs
is free where only weight counts), every plan must be certified. networkx takes minutes for thousands of vertices, so it
judges the problems up to --networkx-most; RUNNER is called as `RUNNER card|mwm GRAPH OUT` and judges all without
negative weights. Exit status 1 at the first difference.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

SHAPES = ["sparse", "dense", "ties", "geometric", "negative", "disconnected", "odd cliques", "path", "star", "deficient"]


def edges_of(shape, n, r):
    pick = lambda m, low, high: {tuple(sorted(r.sample(range(n), 2))): r.randint(low, high) for _ in range(m)}
    if shape == "sparse":
        return pick(3 * n, 1, 1000)
    if shape == "dense":
        return pick(min(n * n // 4, 30000), 1, 1000)
    if shape == "ties":
        return pick(4 * n, 1, 2)
    if shape == "negative":
        return pick(4 * n, -500, 500)
    if shape == "path":
        return {(u, u + 1): r.randint(1, 50) for u in range(n - 1)}
    if shape == "star":
        return {(0, v): r.randint(1, 50) for v in range(1, n)} | pick(n // 10, 1, 50)
    if shape == "disconnected":
        half = n // 3 | 1
        return {e: w for e, w in pick(4 * n, 1, 100).items() if (e[0] < half) == (e[1] < half)}
    if shape == "deficient":
        hubs = max(1, n // 4)
        return {e: w for e, w in pick(6 * n, 1, 100).items() if e[0] < hubs}
    if shape == "odd cliques":
        size = r.choice([3, 5, 7])
        inside = {(u, v): r.randint(50, 90) for s in range(0, n - size, size) for u in range(s, s + size) for v in range(u + 1, s + size)}
        return inside | {(s, s + size): r.randint(1, 40) for s in range(0, n - 2 * size, size)}
    points = [(r.random(), r.random()) for _ in range(n)]
    cells = {}
    side = max(1, int((n / 4) ** 0.5))
    for v, (x, y) in enumerate(points):
        cells.setdefault((int(x * side), int(y * side)), []).append(v)
    edges = {}
    for u, (x, y) in enumerate(points):
        near = [v for dx in (-1, 0, 1) for dy in (-1, 0, 1) for v in cells.get((int(x * side) + dx, int(y * side) + dy), []) if v != u]
        far = lambda v: ((points[v][0] - x) ** 2 + (points[v][1] - y) ** 2) ** 0.5 * side
        edges |= {(min(u, v), max(u, v)): 1 + round(1000 * max(0, 3 - far(v))) for v in sorted(near, key=far)[:8]}
    return edges


def by_networkx(n, edges, first):
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from((u, v, w) for (u, v), w in edges.items())
    pairs = networkx.max_weight_matching(graph, maxcardinality=first)
    return len(pairs), sum(graph[u][v]["weight"] for u, v in pairs)


def by_runner(runner, path, out, edges, first):
    subprocess.run([runner, "card" if first else "mwm", path, out], check=True, capture_output=True)
    pairs = [tuple(sorted(map(int, line.split()))) for line in Path(out).read_text().splitlines()]
    return len(pairs), sum(edges[e] for e in pairs)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("solve")
    ap.add_argument("--problems", type=int, default=300)
    ap.add_argument("--most", type=int, default=2000)
    ap.add_argument("--networkx-most", type=int, default=220)
    ap.add_argument("--lemon")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    r, judged = random.Random(args.seed), {"networkx": 0, "lemon": 0}
    with tempfile.TemporaryDirectory() as folder:
        path, out = f"{folder}/graph.txt", f"{folder}/pairs.txt"
        for i in range(args.problems):
            shape = SHAPES[i % len(SHAPES)]
            n = r.randint(50, r.choice([args.networkx_most, args.most]))
            edges = edges_of(shape, n, r)
            lines = [f"{n} {len(edges)}"] + [f"{u} {v} {w}" for (u, v), w in edges.items()]
            Path(path).write_text("\n".join(lines) + "\n")
            for first in (True, False):
                flags = [] if first else ["--weight-only"]
                ours = json.loads(subprocess.run([args.solve, path, *flags], check=True, capture_output=True).stdout)
                theirs = {}
                if n <= args.networkx_most:
                    theirs["networkx"] = by_networkx(n, edges, first)
                if args.lemon and shape != "negative":
                    theirs["lemon"] = by_runner(args.lemon, path, out, edges, first)
                for name, (pairs, weight) in theirs.items():
                    judged[name] += 1
                    same = ours["weight"] == weight and (ours["cardinality"] == pairs or not first) and ours["certified"]
                    if not same:
                        sys.exit(f"problem {i} ({shape}, {n} vertices, {first=}): ours {ours}, {name} {pairs} pairs {weight}")
    print(json.dumps({"problems": args.problems, "answers compared": judged, "differences": 0}))


if __name__ == "__main__":
    main()
