"""Tables of the page about confidentiality: what attacks found, and what this release allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.components.tables import Table
from dashboard.theme import count, fixed, number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.release.audit.report import AuditReport
    from analytics.release.read import Release

HUNDRED = 100
PER_NUMBER = 5
SURVEY = "survey:"
ELIGIBLE = "eligible"


def sizes_table(sizes: Sequence[Mapping[str, Any]]) -> Table:
    """What the strongest attack found, by the number of people who answered, beside the usual rule of five."""
    header = (
        *("People who answered", "Right by guessing (%)", "Best attack, more than that (points)"),
        *("The same under the usual rule (points)", "Answers read off exactly", "The same under the usual rule"),
    )
    rows = tuple(
        (
            count(one["people"]),
            number(one["guessing"], "%"),
            signed(one["gain"], "%"),
            signed(one["gain_rule_of_five"], "%"),
            count(round(one["people_found"])),
            count(round(one["people_found_rule_of_five"])),
        )
        for one in sizes
    )
    return Table(caption="What attacks found", header=header, rows=rows)


def further_table(found: Mapping[str, Any]) -> Table:
    """What the other attacks found."""
    time, folders = found["time"], found["folders"]
    colluding = max(one["exposed_by_colluding"] for one in found["sizes"])
    careless = max(one["exposed_by_colluding_rule_of_five"] for one in found["sizes"])
    rows = (
        ("Answers found after 61 releases with one more answer each", count(time["people_found"])),
        ("The same if each release were checked alone", count(time["people_found_without_memory"])),
        (
            "Share of one new answer that two releases tell (%)",
            number(HUNDRED * time["explained_of_the_new_answer"], "%"),
        ),
        ("Others whose answer follows if up to five people put theirs together, on average", fixed(colluding, 1)),
        ("The same under the usual rule", fixed(careless, 1)),
        ("Answers read off in folders that the product published", count(folders["people_found"])),
        ("Best attack on such folders, more than guessing (points)", signed(folders["gain"], "%")),
        ("Groups under five whose answers together follow", "0" if _no_group(found) else "some"),
        ("People of whom a yes is certain: would recommend, would not, has left", count(folders["surely_yes"])),
        ("Published groups in which all gave the same answer", count(folders["groups_of_one_answer"])),
        ("Single people who leave, in curves and their differences", count(folders["steps_of_one_or_two"])),
    )
    return Table(caption="What the other attacks found", header=("Attack", "Found"), rows=rows)


def release_table(release: Release, audit: AuditReport) -> Table:
    """How much of what may be published about people a release publishes."""
    rows = tuple(
        (
            _named(release, one.population),
            count(one.people),
            count(one.published),
            fixed(PER_NUMBER * one.mean_leverage, 2),
            number(HUNDRED * one.highest_leverage, "%"),
        )
        for one in audit.cells
        if not one.measure and (one.population == ELIGIBLE or one.population.startswith(SURVEY))
    )
    header = (
        *("About", "People", "Groups published", "Independent figures for every five people (at most 1)"),
        "Most that is explained of anybody's answer (%, at most 50)",
    )
    return Table(caption="This release", header=header, rows=rows)


def _no_group(found: Mapping[str, Any]) -> bool:
    shares = [*(one["group"] for one in found["sizes"]), found["folders"]["largest_share_of_a_small_group"]]
    return bool(max(shares) < 1)


def _named(release: Release, population: str) -> str:
    waves = {wave.name: wave.label for wave in release.facts.waves}
    name = population.removeprefix(SURVEY)
    return f"Survey {waves.get(name, name)}" if population.startswith(SURVEY) else "Retention and participation"
