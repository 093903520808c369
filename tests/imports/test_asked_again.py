from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analytics.imports.asked_again import OFFERED, matches
from analytics.imports.mapped_question import MappedQuestion
from analytics.imports.mapping import Mapping
from analytics.imports.remembered import plain, with_remembered
from analytics.imports.wording import key
from analytics.store import Version
from tests.store.examples import record

EARLIER = (
    "I feel safe to say what I think.",
    "I feel valued for the work that I do.",
    "My manager listens to me.",
    "How likely are you to recommend us?",
)


def question(text: str, name: str = "q001", **values: Any) -> MappedQuestion:  # noqa: ANN401 - as MappedQuestion has it
    return replace(MappedQuestion(id=name, text=text, kind="ordinal", scale_min=1, scale_max=5), **values)


def known(*questions: MappedQuestion) -> dict[str, tuple[str, MappedQuestion]]:
    return {key(one.text): ("first.csv", one) for one in questions}


KNOWN = known(*(question(text, f"q{n:03d}", scale="safety", item=f"i{n}") for n, text in enumerate(EARLIER)))


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("I feel safe to say what I am thinking.", "i0"),
        ("I feel valued for the work I do here.", "i1"),
        ("My line manager listens to me.", "i2"),
        ("My manager listens to me (1 = disagree, 5 = agree).", None),
        ("I do not feel safe to say what I think.", None),
        ("I have friends at work.", None),
    ],
)
def test_nearly_the_same_words_are_offered(text: str, item: str | None) -> None:
    found = matches([question(text)], KNOWN)
    assert (found[0].earlier.item if found else None) == item


def test_a_place_in_the_same_order_speaks_for_a_match() -> None:
    asked = [question(EARLIER[0]), question("I am valued for what I do at work.")]
    assert matches(asked, KNOWN)[1].earlier.item == "i1"
    assert "same place" in matches(asked, KNOWN)[1].reason
    assert matches(asked[1:], KNOWN) == {}


def test_other_scales_are_other_questions() -> None:
    assert matches([question("My line manager listens to me.", scale_max=7)], KNOWN) == {}
    assert (
        matches([question("My line manager listens to me.", kind="single", scale_min=None, scale_max=None)], KNOWN)
        == {}
    )


def test_an_earlier_question_is_offered_once() -> None:
    asked = [question("My line manager listens to me."), question("My team manager listens to me.")]
    assert list(matches(asked, KNOWN)) == [0]


def test_the_ids_of_the_survey_tool_match_a_translation() -> None:
    earlier = known(*(question(text, f"QID{n}", scale="safety", item=f"i{n}") for n, text in enumerate(EARLIER)))
    german = (
        "Ich kann sagen, was ich denke.",
        "Meine Arbeit wird geschätzt.",
        "Man hört mir zu.",
        "Empfehlen Sie uns?",
    )
    found = matches([question(text, f"QID{n}") for n, text in enumerate(german)], earlier)
    assert [found[n].earlier.item for n in range(4)] == ["i0", "i1", "i2", "i3"]
    assert "QID2" in found[2].reason
    assert matches([question(german[0], "QID0")], earlier) == {}
    assert matches([question(text, f"q{n:03d}") for n, text in enumerate(german)], KNOWN) == {}


def test_a_match_is_offered_confirmed_and_remembered() -> None:
    first = Mapping(questions=(question(EARLIER[2], scale="safety", item="listens", is_reverse=True),))
    stored = {"questions": plain(first), "is_confirmed": True}
    version = Version(number=1, sha256="", imports=(replace(record("first"), mapping=stored),), files={})
    proposed = Mapping(questions=(question("My line manager listens to me.", reason="Labels."),))
    (offered,) = with_remembered(proposed, version).questions
    assert (offered.scale, offered.item, offered.is_reverse, offered.confidence) == ("safety", "listens", True, OFFERED)
    assert not offered.is_sure
    assert "first.csv" in offered.reason
    assert "Confirm" in offered.reason

    again = {"questions": plain(Mapping(questions=(offered,))), "is_confirmed": True}
    later = replace(version, imports=(*version.imports, replace(record("second"), mapping=again)))
    (remembered,) = with_remembered(proposed, later).questions
    assert (remembered.scale, remembered.is_sure) == ("safety", True)
