"""Rebuilds three recorded Binance books and merges them, apart from the project's own code.

Arguments: folder, dollars per USDT, basis points (commas), exchange times in ms (commas).
Prints JSON: for each time the mid, and for each distance and side the base units of each book.
"""

import gzip
import json
import sys
from decimal import Decimal, getcontext

getcontext().prec = 40

folder, usdt, distances, times = sys.argv[1:5]
USDT = Decimal(usdt)
BPS = [Decimal(x) for x in distances.split(",")]
TIMES = [int(x) for x in times.split(",")]


def base_linear(price, quantity):
    return quantity


def base_inverse(price, quantity):
    return 100 * quantity / price


BOOKS = [
    ("spot", "spot_btcusdt.log.gz", False, USDT, base_linear),
    ("usdm", "usdm_btcusdt.log.gz", True, USDT, base_linear),
    ("coinm", "coinm_btcusd_perp.log.gz", True, Decimal(1), base_inverse),
]


def messages(path):
    with gzip.open(path, "rt") as lines:
        for line in lines:
            yield json.loads(line.split(" ", 1)[1])


def read(path):
    snapshot, updates = None, []
    for message in messages(path):
        if "lastUpdateId" in message:
            snapshot = message
        elif "@depth" in message.get("stream", ""):
            updates.append(message["data"])
    return snapshot, updates


def put(side, entries):
    for price, quantity in entries:
        if Decimal(quantity) == 0:
            side.pop(Decimal(price), None)
        else:
            side[Decimal(price)] = Decimal(quantity)


def states(path, future):
    """The book at each of the times: every update whose exchange time is not later."""
    snapshot, updates = read(path)
    last = snapshot["lastUpdateId"]
    bids, asks = {}, {}
    put(bids, snapshot["bids"])
    put(asks, snapshot["asks"])
    wanted = [u for u in updates if (u["u"] >= last if future else u["u"] > last)]
    first = wanted[0]
    assert first["U"] <= (last if future else last + 1) <= first["u"], "the snapshot is not straddled"
    found, at, before = [], 0, None
    for update in wanted:
        while at < len(TIMES) and update["E"] > TIMES[at]:
            found.append((dict(bids), dict(asks)))
            at += 1
        if before is not None:
            chained = update["pu"] == before if future else update["U"] == before + 1
            assert chained, "an update is missing"
        before = update["u"]
        put(bids, update["b"])
        put(asks, update["a"])
    while at < len(TIMES):
        found.append((dict(bids), dict(asks)))
        at += 1
    return found


rebuilt = {name: states(f"{folder}/{file}", future) for name, file, future, _, _ in BOOKS}
answers = []
for i in range(len(TIMES)):
    levels = {"bids": [], "asks": []}
    for name, _, _, rate, base in BOOKS:
        bids, asks = rebuilt[name][i]
        for side, of in (("bids", bids), ("asks", asks)):
            for price, quantity in of.items():
                levels[side].append((price * rate, base(price, quantity), name))
    best_bid = max(price for price, _, _ in levels["bids"])
    best_ask = min(price for price, _, _ in levels["asks"])
    mid = (best_bid + best_ask) / 2
    depths = []
    for bps in BPS:
        low, high = mid * (1 - bps / 10000), mid * (1 + bps / 10000)
        depth = {}
        for side, within in (("bids", lambda p: p >= low), ("asks", lambda p: p <= high)):
            sums = {}
            for price, quantity, name in levels[side]:
                if within(price):
                    sums[name] = sums.get(name, Decimal(0)) + quantity
            depth[side] = {name: float(total) for name, total in sums.items()}
        depths.append(depth)
    answers.append({"mid": float(mid), "bid": float(best_bid), "ask": float(best_ask), "depths": depths})
print(json.dumps(answers))
