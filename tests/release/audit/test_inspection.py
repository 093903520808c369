"""What is shown of each wanted table, as stewards and the DEI lead see it, is what a reader finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.program import Program
from analytics.release.audit.inspection import Inspection
from analytics.release.publish import publish
from analytics.release.read import Release, Released
from tests.company import company

if TYPE_CHECKING:
    from pathlib import Path

TABLES = (("level", "generation"), ("gender", "business_unit"), ("cohort", "level"), ("cohort", "business_unit"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that wants tables of which its company of 900 cannot have every cell."""
    folder = tmp_path_factory.mktemp("inspected")
    return publish(company(folder), Program(tables=TABLES), folder / "published", at="2026-01-05T09:00:00+00:00")


def test_every_cell_is_published_shown_as_one_with_others_or_held_back(folder: Path) -> None:
    found = Inspection(folder)
    for population in found.populations:
        for one in found.yields(population):
            assert 0 <= one.joined <= one.wanted - one.published
            if len(one.dimensions) == 2:
                rows = found.table(population, (one.dimensions[0], one.dimensions[1]))
                looked = [cell for row in rows for cell in row]
                assert len(looked) == one.wanted
                assert sum(cell.is_published for cell in looked) == one.published
                assert sum(cell.is_joined for cell in looked) == one.joined
                assert not any(cell.is_published and cell.is_joined for cell in looked)


def test_what_is_shown_as_one_is_what_a_reader_finds_at_the_end_of_a_row(folder: Path) -> None:
    found, release = Inspection(folder), Release.load(folder)
    shown = 0
    for population in found.populations:
        measure = {"eligible": "participation", "pairs": "cadence"}.get(population, "engagement")
        for table in found.tables(population):
            looked = found.table(population, table, measure)
            rows, columns = (found.categories(population, name) for name in table)
            joined = {
                (row, column)
                for i, row in enumerate(rows)
                for j, column in enumerate(columns)
                if looked[i][j].is_joined
            }
            read = set()
            for by, across, is_row in ((table[1], table[0], True), (table[0], table[1], False)):
                for line in found.categories(population, across):
                    findings = release.breakdown(measure, by, {across: (line,)})
                    names = found.categories(population, by)
                    if len(findings) > len(names):
                        (rest,) = findings[len(names) :]
                        few = [one.label for one in findings[: len(names)] if not isinstance(one.outcome, Released)]
                        assert isinstance(rest.outcome, Released)
                        assert rest.outcome.n >= 10
                        read |= {(line, one) if is_row else (one, line) for one in few}
            assert read == joined
            shown += len(joined)
    assert shown
