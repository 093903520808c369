"""The list of pairs that need somebody: read from the store, put into words, ready to be taken away.

This is the one place where a screen meets rows of the store. It opens pairs, sessions and goals only: the engine that
answers has neither the people nor the surveys, so that no answer can reach a coordinator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.engine import DuckDBEngine
from analytics.imports.canonical.pair_ids import pair_ids
from analytics.measures.pair_health import (
    HORIZON,
    RULES,
    Concern,
    PairHealth,
    Record,
    Rule,
    courses_question,
    flags_question,
    pair_health,
)
from analytics.program import Program
from analytics.report.digits import count, whole
from analytics.report.table_files import TableFile
from analytics.stats.proportions import Share, newcombe, wilson
from analytics.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = [
    "HORIZON",
    "RULES",
    "Concern",
    "PairHealth",
    "Record",
    "Rule",
    "concerns_file",
    "health_of",
    "ids_in",
    "lead_sentence",
    "record_sentence",
    "rule",
    "rule_words",
    "short_key",
    "version_of",
]

TABLES = ("pairs", "sessions", "goals")
"""Everything of a store that is read for the list."""
SHORT = 6
PERCENT = 100
HEADER = ("Pair", "Program", "Cohort", "Started", "Agreed a month", "Sessions", "Last session", "Days since", "Flags")
MORE = ("Flag up for (days)", "What to do")


def health_of(folder: Path) -> tuple[PairHealth, int]:
    """What a coordinator sees of a store, and the number of its version.

    Args:
        folder: The store.

    Raises:
        StoreError: There is no store, or it is damaged.
    """
    version = Store.open(folder).version()
    files = {table: version.files[table] for table in TABLES if table in version.files}
    with DuckDBEngine(files, Program.read(folder).scheme) as engine:
        found = pair_health(engine.rows(courses_question()), engine.rows(flags_question()))
    return found, version.number


def version_of(folder: Path) -> int:
    """The number of the newest version of a store, without looking into it.

    Args:
        folder: The store.

    Raises:
        StoreError: There is no store.
    """
    return Store.open(folder).number()


def ids_in(folder: Path, content: bytes, file_name: str) -> Mapping[int, str]:
    """The ids of a pairs file by the pseudonyms of a store; neither the file nor the ids are kept.

    Args:
        folder: The store.
        content: The file's bytes.
        file_name: Its name.

    Raises:
        TwowayError: The file is no pairs file, or the store cannot be read.
    """
    return pair_ids(Store.open(folder), content, file_name)


def short_key(key: int) -> str:
    """What a pair is called where its id is not known: the beginning of its pseudonym.

    >>> short_key(3918056149446956545)
    '365fbb'
    """
    return f"{key:016x}"[:SHORT]


def rule(name: str) -> Rule:
    """The rule of that name."""
    return next(one for one in RULES if one.name == name)


def rule_words(concern: Concern) -> str:
    """The flags of a pair, in words on screen."""
    return ", ".join(rule(flag.rule).label for flag in concern.flags)


def record_sentence(record: Record) -> str:
    """How often a stop followed the flags of a rule, beside how often it came without them.

    Args:
        record: What is known of the rule.
    """
    if not record.n_raised:
        return "This flag was never raised on a pair whose next 60 days are known."
    followed, calm = wilson(record.n_followed, record.n_raised), _calm(record)
    raised = (
        f"Raised {count(record.n_raised)} times, on {count(record.n_pairs)} pairs. Within {HORIZON} days the pair had "
        f"stopped after {count(record.n_followed)} of them, {_percent(followed)}; it was closed after "
        f"{count(record.n_closed)}."
    )
    if calm is None:
        return raised
    without = f"Pairs without the flag stopped within {HORIZON} days in {_percent(calm)}."
    return f"{raised} {without} {_verdict(followed, calm)}"


def lead_sentence(record: Record) -> str:
    """How long before a stop the flag went up, and how many stops it missed.

    Args:
        record: What is known of the rule.
    """
    if record.lead_days is None:
        return f"None of the {count(record.n_stopped)} pairs that stopped had this flag in the {HORIZON} days before."
    return (
        f"Of {count(record.n_stopped)} pairs that stopped, {count(record.n_announced)} had the flag up in the "
        f"{HORIZON} days before, since a median of {count(record.lead_days)} days before the stop."
    )


def concerns_file(
    concerns: Sequence[Concern], ids: Mapping[int, str], health: PairHealth, *, number: int, filters: str
) -> TableFile:
    """The list as a file to take away.

    Args:
        concerns: The pairs in it.
        ids: Their own ids by pseudonym, where somebody has loaded them.
        health: What they come from.
        number: Number of the store's version.
        filters: Which pairs were chosen, as a sentence.
    """
    rules = tuple(f"{one.label}: {one.says}" for one in RULES)
    day = health.seen_to.isoformat() if health.seen_to else "no session yet"
    return TableFile(
        caption="Pairs that need somebody",
        header=(*HEADER, *MORE),
        rows=tuple(_row(one, ids) for one in concerns),
        about=(filters, f"As of {day}, the day of the newest session. Data version {number}.", *rules),
    )


def _row(one: Concern, ids: Mapping[int, str]) -> tuple[str, ...]:
    course = one.course
    return (
        ids.get(course.key, short_key(course.key)),
        course.program,
        course.cohort,
        course.started_on.isoformat(),
        "" if course.agreed_per_month is None else str(course.agreed_per_month),
        str(course.n_held),
        course.day(course.met_day).isoformat() if course.n_held else "never",
        str(course.quiet_days),
        rule_words(one),
        ", ".join(str(course.n_days - flag.raised) for flag in one.flags),
        " ".join(rule(flag.rule).action for flag in one.flags),
    )


def _calm(record: Record) -> Share | None:
    return wilson(record.n_calm_stopped, record.n_calm) if record.n_calm else None


def _verdict(followed: Share, calm: Share) -> str:
    if newcombe(followed, calm).interval.low > 0:
        return "So such pairs stop more often."
    return "So the flag is no sign that a pair will stop; it is about what the pair does."


def _percent(share: Share) -> str:
    limits = share.interval
    low, high = whole(PERCENT * limits.low), whole(PERCENT * limits.high)
    return f"{whole(PERCENT * share.share)} % ({low} to {high})"
