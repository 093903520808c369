"""How a number was computed: definition, counts, exclusions, SQL, values and data version."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, assert_never

import streamlit as st

from analytics.release.read import Curve, Difference, Estimate, Finding, Released, Undefined, Withheld
from dashboard.components.sheet import query, sheet
from dashboard.theme import count, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Provenance

LABEL = "How was this computed"
SHOWN_ID = 12
STAYS = "Too few answers have changed since for new figures: those few could be worked out from the difference."


def explain(findings: Sequence[Finding[Any]], *, key: str, label: str = LABEL) -> None:
    """Draw the button that opens the explanation of one or several findings of the same measure.

    Args:
        findings: The findings behind one card or chart.
        key: Name of the card or chart on its page.
        label: Words on the button, where a card has several.
    """
    if findings:
        st.html(explanation(findings, key=key, label=label))


def explanation(findings: Sequence[Finding[Any]], *, key: str, label: str = LABEL) -> str:
    """The button that opens the explanation, and the explanation, as markup; empty without findings.

    Args:
        findings: The findings behind one card or chart.
        key: Name of the card or chart on its page.
        label: Words on the button, where a card has several.
    """
    if not findings:
        return ""
    facts = "".join(_entry(*pair) for pair in _facts(findings))
    queries = "".join(query(sql) for sql in dict.fromkeys(finding.provenance.sql for finding in findings))
    source = _entry("Values bound", _values(findings)) + _entry("Data", _data(findings[0].provenance))
    body = f'<dl class="tw-how">{facts}</dl>{queries}<dl class="tw-how">{source}</dl>'
    return sheet(f"how-{key}", label, body)


def counts(finding: Finding[Any]) -> str:
    """How many stand behind a finding, in words."""
    match finding.outcome:
        case Released(value=Difference() as value):
            return f"{finding.label}: {_side(value.pilot)}, {_side(value.comparison)}"
        case Released(value=Estimate() | Curve(), n=n):
            return f"{finding.label}: {count(n)}"
        case Released(n=n):
            return f"{finding.label}: {count(n)}"
        case Withheld() | Undefined():
            return f"{finding.label}: {finding.outcome.reason}"
        case _:
            assert_never(finding.outcome)


def _side(value: Estimate) -> str:
    return f"{value.label.lower()} {count(value.n)}"


def _facts(findings: Sequence[Finding[Any]]) -> list[tuple[str, str]]:
    first = findings[0].provenance
    return [
        ("Who", " ".join(dict.fromkeys(finding.provenance.sentence for finding in findings))),
        ("Definition", first.definition),
        ("Numerator", first.numerator),
        ("Denominator", first.denominator),
        ("Window", first.window),
        ("Left out", first.exclusions),
        ("Method", first.method),
        ("Counts", "; ".join(dict.fromkeys(counts(finding) for finding in findings))),
        *_older(findings),
    ]


def _older(findings: Sequence[Finding[Any]]) -> list[tuple[str, str]]:
    """What of it stays from an earlier release, where anything does."""
    dates = sorted({pair for finding in findings for pair in finding.provenance.as_of.items()})
    return [("As of", f"{'; '.join(f'{about}: {day(at)}' for about, at in dates)}. {STAYS}")] if dates else []


def _values(findings: Sequence[Finding[Any]]) -> str:
    values: dict[str, list[str]] = {}
    for finding in findings:
        for name, value in finding.provenance.values.items():
            if value not in values.setdefault(name, []):
                values[name].append(value)
    return "; ".join(f"{name} = {', '.join(chosen)}" for name, chosen in values.items()) or "none"


def _data(provenance: Provenance) -> str:
    imports = ", ".join(name[:SHOWN_ID] for name in provenance.import_ids)
    return f"Release {provenance.release_id}, data version {provenance.data_version}, imports {imports}."


def _entry(term: str, text: str) -> str:
    return f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>"
