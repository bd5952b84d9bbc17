# SPDX-License-Identifier: GPL-3.0-or-later
"""The ratios that are asked for and the rows behind them, from what all rounds gave: two tables in Markdown, as
docs/PERFORMANCE.md takes them."""
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


def line(title, kind, bound, figures, digits=2):
    """One of the table of ratios: the median of what the single rounds gave, from the least to the most of them."""
    asked = "-" if bound is None else f"{kind} {words(bound, digits)}"
    if not figures:
        return f"| {title} | {asked} | - | - | not measured |"
    middle = statistics.median(figures)
    span = f"{words(min(figures), digits)} to {words(max(figures), digits)}"
    return f"| {title} | {asked} | {words(middle, digits)} | {span} | {verdict(middle, kind, bound)} |"


def in_each(rounds, figure, row, other, ours="exchange"):
    """The exchange's figure by another one, in each round that has both: what else the machine did meanwhile fell on
    both."""
    return [each[ours][figure] / each[row][other] for each in rounds
            if each.get(ours, {}).get(figure) is not None and each.get(row, {}).get(other)]


def ratios(rounds):
    lines = [f"| asked for | bound | median of {len(rounds)} | single rounds | |", "|---|---|---|---|---|"]
    for title, figure, row, kind, bound in RATIOS:
        # A ratio below one hundredth needs more digits.
        digits = 4 if bound is not None and bound < 0.01 else 2
        lines.append(line(title, kind, bound, in_each(rounds, figure, row, figure), digits))
    lines.append(line("two servers on one PostgreSQL, 20 kB, 64 on their way, to PostgreSQL as a queue", "at least", 1.5,
                      in_each(rounds, "many", "postgres", "many", ours="exchange-postgres")))
    lines.append(line("the store path alone to appending and fdatasync, groups of 16", "at least", 0.7,
                      in_each(rounds, "store16", "exchange", "disk16")))
    lines.append(line("one at a time, acceptance's 99th of 100 to its median", "at most", 2,
                      in_each(rounds, "accept99", "exchange", "accept")))
    lines.append(line("one at a time, hand to hand at the median, ms", "at most", 1.7,
                      series(rounds, "exchange", "endToEnd")))
    return lines


def text(result):
    """All that a run prints."""
    rounds = result["rounds"]
    # Loads, because the machine may do other work.
    loads = ", ".join(f"{load:.1f}" for load in result.get("loads", []))
    lines = [f"Rounds in turn: {len(rounds)}. {result.get('circumstances', '')}"
             + (f" Load behind each: {loads}." if loads else ""), ""]
    lines += ratios(rounds) + ["", "Medians of each row:", ""] + table(result)
    lines += [""] + [f"Missing: {fault}" for fault in result.get("faults", [])]
    return "\n".join(lines).rstrip()
