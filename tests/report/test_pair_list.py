"""The list of pairs from a real import: ids matched in memory, words, and the file to take away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.run import Request, import_files
from analytics.report.pair_list import (
    RULES,
    concerns_file,
    health_of,
    ids_in,
    lead_sentence,
    record_sentence,
    short_key,
    version_of,
)
from analytics.store import Store

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = """pair_id,cohort,junior_id,senior_id,started_on,agreed_per_month
P1,Spring,E1,E2,2025-01-06,2
P2,Spring,E3,E4,2025-01-06,2
"""
SESSIONS = """session_id,pair_id,held_on,status
S1,P1,2025-01-20,held
S2,P2,2025-01-20,held
S3,P2,2025-02-20,held
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pair-list")
    files = []
    for name, content in (("pairs", PAIRS), ("sessions", SESSIONS)):
        path = folder / f"{name}.csv"
        path.write_text(content, encoding="utf-8")
        files.append(Request(path=path, kind=name))
    import_files(Store.create(folder / "store"), files, by="test")
    return folder / "store"


def test_a_quiet_pair_is_found_and_gets_its_own_id(store: Path) -> None:
    health, number = health_of(store)
    ids = ids_in(store, PAIRS.encode(), "pairs.csv")
    assert [ids[one.course.key] for one in health.concerns] == ["P1"]
    assert number == version_of(store)
    assert sorted(ids.values()) == ["P1", "P2"]


def test_matching_ids_leaves_nothing_behind(store: Path) -> None:
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    ids_in(store, PAIRS.replace("P1", "SECRET-PAIR").encode(), "pairs.csv")
    after = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    assert after == before
    assert not any(b"SECRET-PAIR" in content for content in after.values())


def test_a_list_without_ids_is_refused(store: Path) -> None:
    without = "\n".join(line.split(",", 1)[1] for line in PAIRS.splitlines())
    with pytest.raises(RefusedImportError):
        ids_in(store, without.encode(), "pairs.csv")


def test_the_file_says_each_rule_the_day_and_the_pairs_by_the_names_known(store: Path) -> None:
    health, number = health_of(store)
    known = concerns_file(
        health.concerns, ids_in(store, PAIRS.encode(), "p.csv"), health, number=number, filters="Pairs with a flag."
    )
    lines = known.csv().decode("utf-8-sig").splitlines()
    assert "# Pairs with a flag." in lines
    assert any("2025-02-20" in line and f"Data version {number}" in line for line in lines)
    assert all(any(line.startswith(f"# {rule.label}: {rule.says}") for line in lines) for rule in RULES)
    assert lines[-1].startswith("P1,")
    unknown = concerns_file(health.concerns, {}, health, number=number, filters="")
    assert unknown.rows[0][0] == short_key(health.concerns[0].course.key)


def test_a_flag_is_called_a_sign_only_where_stops_follow_it_more_often(store: Path) -> None:
    (quiet, *_), _ = health_of(store)[0].records, 0
    often = replace(quiet, n_raised=100, n_pairs=90, n_followed=60, n_closed=20, n_calm=400, n_calm_stopped=20)
    assert "60 % (50 to 69)" in record_sentence(often)
    assert record_sentence(often).endswith("So such pairs stop more often.")
    assert "no sign" in record_sentence(replace(often, n_followed=6))
    assert "never raised" in record_sentence(replace(often, n_raised=0))
    assert lead_sentence(replace(often, n_stopped=50, n_announced=31, lead_days=34)) == (
        "Of 50 pairs that stopped, 31 had the flag up in the 60 days before, since a median of 34 days before the stop."
    )
    assert lead_sentence(replace(often, n_stopped=3, lead_days=None)).startswith("None of the 3 pairs")
