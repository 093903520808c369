"""Closed lists and the words that exports have for their members."""

from __future__ import annotations

import pytest

from analytics.imports.canonical.values import (
    CHANNEL,
    EXIT_REASON,
    GOAL_STATUS,
    OWNER,
    SESSION_STATUS,
    SETTING,
    Vocabulary,
    category,
    member_of,
    yes_or_no,
)
from analytics.imports.wording import key


@pytest.mark.parametrize("vocabulary", [CHANNEL, EXIT_REASON, GOAL_STATUS, OWNER, SESSION_STATUS, SETTING])
def test_every_word_names_one_member(vocabulary: Vocabulary) -> None:
    words: dict[str, str] = {}
    for member, others in vocabulary.items():
        for word in (member, *others):
            assert words.setdefault(key(word), member) == member
    assert all(member_of(vocabulary)(word) == member for word, member in words.items())


@pytest.mark.parametrize(
    ("vocabulary", "text", "member"),
    [
        (SESSION_STATUS, "NO SHOW", "no_show"),
        (SESSION_STATUS, "Canceled", "cancelled"),
        (CHANNEL, "Face-to-face", "in_person"),
        (CHANNEL, "MS Teams", "video"),
        (EXIT_REASON, "Laid off", "involuntary"),
        (GOAL_STATUS, "In Progress", "open"),
        (OWNER, "Mentor", None),
        (SETTING, "", None),
    ],
)
def test_words_of_exports_are_known(vocabulary: Vocabulary, text: str, member: str | None) -> None:
    assert member_of(vocabulary)(text) == member


def test_yes_and_no() -> None:
    assert [yes_or_no(text) for text in ("Yes", "1", "TRUE", "no", "0", "N", "perhaps")] == [True] * 3 + [False] * 3 + [
        None
    ]


@pytest.mark.parametrize("text", ["", " ", "N/A", "Prefer not to say", "-", "unknown", "Keine Angabe"])
def test_what_tells_nothing_is_undisclosed(text: str) -> None:
    assert category(text) == "Undisclosed"


def test_what_tells_something_stays_as_it_is() -> None:
    assert category("Two or more") == "Two or more"
