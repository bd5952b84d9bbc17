# SPDX-License-Identifier: GPL-3.0-or-later
"""The table and the ratios that are asked for, from what all rounds gave; both in Markdown, as docs/PERFORMANCE.md has
them."""
import statistics

COLUMNS = (
    ("many", "20 kB, 64 on their way: documents/s", 0),
    ("single", "one at a time: documents/s", 0),
    ("accept", "accept p50", 2),
    ("accept99", "p99 ms", 2),
    ("endToEnd", "end to end p50", 2),
    ("endToEnd99", "p99 ms", 2),
    ("large1", "10 MB, 1 on its way: MB/s", 0),
    ("large4", "4: MB/s", 0),
)

# What is asked for: a title, the figure, the row it is compared with and the bound; "at least" for rates, "at most" for
# times. Without a bound nothing is asked, and the ratio is worth knowing all the same.
RATIOS = (
    ("20 kB, 64 on their way, to RabbitMQ quorum over TLS", "many", "rabbitmq-tls", "at least", 1.3),
    ("20 kB, 64 on their way, to RabbitMQ quorum plain", "many", "rabbitmq", "at least", 0.85),
    ("20 kB, 64 on their way, to PostgreSQL as a queue", "many", "postgres", "at least", 3.5),
    ("20 kB, 64 on their way, to PostgreSQL that notifies apart", "many", "postgres-apart", None, None),
    ("20 kB, 64 on their way, to LMTP", "many", "mail", "at least", 10),
    ("one at a time, acceptance at the median, to RabbitMQ quorum over TLS", "accept", "rabbitmq-tls", "at most", 0.75),
    ("one at a time, hand to hand at the median, to IMAP IDLE", "endToEnd", "mail", "at most", 1 / 300),
    ("10 MB, 4 on their way, to RabbitMQ quorum over TLS", "large4", "rabbitmq-tls", "at least", 1.25),
)


def series(rounds, row, figure):
    """Its values in all rounds that have it."""
    values = [each[row].get(figure) for each in rounds if row in each]
    return [value for value in values if value is not None]


def median(rounds, row, figure):
    values = series(rounds, row, figure)
    return statistics.median(values) if values else None


def words(value, digits):
    return "-" if value is None else f"{value:,.{digits}f}"


def durable(calls):
    """Whether a row is durable when it accepts, by the sync calls over so many documents one at a time."""
    if not calls or calls.get("single") is None or calls.get("many") is None:
        return "not counted"
    # One at a time no call can serve two documents; many on their way share calls, but not all one.
    kept = calls["single"] >= calls["documents"] and calls["many"] >= calls["documents"] / calls["window"]
    return f"{'yes' if kept else '**no**'} ({calls['single']} / {calls['many']})"


def table(result):
    rounds = result["rounds"]
    head = ["", "durable at accept? (sync calls per 200, 1 / 64)"] + [title for _, title, _ in COLUMNS]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for row, title in result["rows"].items():
        cells = [words(median(rounds, row, figure), digits) for figure, _, digits in COLUMNS]
        if row == "disk":
            cells[0] = " / ".join(words(median(rounds, row, figure), 0) for figure in ("single", "many16", "many"))
        lines.append("| " + " | ".join([title, durable(result.get("syncs", {}).get(row)), *cells]) + " |")
    return lines


def verdict(value, kind, bound):
    if bound is None:
        return ""
    reached = value >= bound if kind == "at least" else value <= bound
    return "reached" if reached else "**not reached**"


def ratio_line(rounds, title, figure, row, kind, bound):
    """The ratio of the medians, and the ratios of the single rounds from the least to the most."""
    ours, theirs = median(rounds, "exchange", figure), median(rounds, row, figure)
    # A ratio below one hundredth needs more digits.
    digits = 4 if bound is not None and bound < 0.01 else 2
    asked = "-" if bound is None else f"{kind} {words(bound, digits)}"
    if ours is None or not theirs:
        return f"| {title} | {asked} | - | not measured |"
    singles = sorted(each["exchange"][figure] / each[row][figure] for each in rounds
                     if each.get("exchange", {}).get(figure) is not None and each.get(row, {}).get(figure))
    ratio = ours / theirs
    span = f"{words(singles[0], digits)} to {words(singles[-1], digits)}"
    return f"| {title} | {asked} | {words(ratio, digits)} ({span}) | {verdict(ratio, kind, bound)} |"


def own_lines(rounds):
    """What is asked of the exchange alone."""
    accept, slow = median(rounds, "exchange", "accept"), median(rounds, "exchange", "accept99")
    title = "one at a time, acceptance's 99th of 100 to its median"
    if accept and slow is not None:
        yield f"| {title} | at most 2.00 | {words(slow / accept, 2)} | {verdict(slow / accept, 'at most', 2)} |"
    else:
        yield f"| {title} | at most 2.00 | - | not measured |"
    hand = median(rounds, "exchange", "endToEnd")
    title = "one at a time, hand to hand at the median, ms"
    if hand is not None:
        yield f"| {title} | at most 1.70 | {words(hand, 2)} | {verdict(hand, 'at most', 1.7)} |"
    else:
        yield f"| {title} | at most 1.70 | - | not measured |"
    yield disk_line(rounds)


def disk_line(rounds):
    """The store path alone is not measured here. The whole path cannot be faster than it: where this much is reached by
    the whole, it is reached by the part."""
    title = "store path to the disk alone in groups of 16 (shown by the whole path, which is slower)"
    pairs = [(each["exchange"]["many"], each["exchange"]["disk16"]) for each in rounds
             if each.get("exchange", {}).get("disk16") and each["exchange"].get("many")]
    if not pairs:
        return f"| {title} | at least 0.70 | - | not measured |"
    ratio = statistics.median(ours / disk for ours, disk in pairs)
    said = "reached" if ratio >= 0.7 else "not shown: the whole path has less, the store path alone is not measured here"
    return f"| {title} | at least 0.70 | {words(ratio, 2)} | {said} |"


def ratios(rounds):
    lines = ["| asked for | bound | measured (single rounds) | |", "|---|---|---|---|"]
    lines += [ratio_line(rounds, *each) for each in RATIOS]
    return lines + list(own_lines(rounds))


def text(result):
    """All that a run prints."""
    lines = [f"Rounds in turn: {len(result['rounds'])}; medians. {result['circumstances']}", ""]
    lines += table(result) + [""] + ratios(result["rounds"])
    lines += [""] + [f"Missing: {fault}" for fault in result.get("faults", [])]
    return "\n".join(lines).rstrip()
