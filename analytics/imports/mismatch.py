"""Why ids and addresses of a survey do not match the roster: what would make them match, tried without joining."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from analytics.imports.canonical.directory import Directory
    from analytics.imports.texts import Texts
    from analytics.store import Key

_MOST_TRIED = 500
_LEAST_SHARE = 0.2
_WIDEST = 12
DAMAGED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_DAMAGED_SOMEWHERE = r"^\s*[0-9]([.,][0-9]+)?[eE]\+?[0-9]+\s*$"
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+[-_ ]?(?=\d)")


def why_unmatched(texts: Iterable[str], key: Key, directory: Directory) -> str:
    """One sentence on what would make texts match the roster that do not; empty where nothing tried does.

    Nothing is joined by it: the person decides, and corrects the file or the roster.

    Args:
        texts: Ids or e-mail addresses as the survey has them.
        key: The secret that ids are hashed with.
        directory: The people known so far.
    """
    listed = [text for text in dict.fromkeys(texts) if text]
    if not listed:
        return ""
    known = _is_known(listed, key, directory)
    unmatched = [text for text, is_known in zip(listed, known, strict=True) if not is_known][:_MOST_TRIED]
    if any(DAMAGED.fullmatch(text) for text in unmatched):
        return "A spreadsheet has rounded ids in it (such as 1.1E+11): export them again as text. They join nobody."
    domains = sorted(
        {text.split("@")[1] for text, is_known in zip(listed, known, strict=True) if is_known and "@" in text}
    )
    for sentence, others in _tries(domains):
        n = _n_found(unmatched, others, key, directory)
        if n and n >= _LEAST_SHARE * len(unmatched):
            return f"{n:,} of {len(unmatched):,} that do not match would {sentence}"
    return ""


def is_damaged(texts: Texts) -> bool:
    """Whether a spreadsheet has turned ids of a column into rounded numbers, so that several may have become one.

    Args:
        texts: The ids.
    """
    if texts.is_varied:
        return any(pc.any(pc.match_substring_regex(part, _DAMAGED_SOMEWHERE)).as_py() for part in texts.parts())
    return any(DAMAGED.fullmatch(trimmed(text)) for text in texts.distinct)


def _tries(domains: Sequence[str]) -> tuple[tuple[str, Callable[[str], Sequence[str]]], ...]:
    """What to try: a sentence, and the other spellings of a text."""
    return (
        (
            "with zeros in front: a spreadsheet took them away. Export the ids as text.",
            lambda text: [text.zfill(width) for width in range(len(text) + 1, _WIDEST + 1)] if text.isdigit() else [],
        ),
        (
            "without the zeros in front: the roster has lost them. Import the roster again with ids as text.",
            lambda text: [text.lstrip("0")] if text.startswith("0") else [],
        ),
        (
            "in capitals or in small letters: write ids alike in both files.",
            lambda text: [text.upper(), text.lower()] if "@" not in text else [],
        ),
        (
            "without .0 at the end: export the ids as text.",
            lambda text: [text.removesuffix(".0")] if text.endswith(".0") else [],
        ),
        (
            "without the letters in front: write ids alike in both files.",
            lambda text: [_LETTERS_BEFORE.sub("", text)],
        ),
        (
            "with another e-mail domain: export the address that the roster has.",
            lambda text: [f"{text.split('@')[0]}@{domain}" for domain in domains] if "@" in text else [],
        ),
        (
            "by the part before the @: export the id.",
            lambda text: [text.split("@")[0]] if "@" in text else [],
        ),
    )


def _n_found(texts: Sequence[str], others: Callable[[str], Sequence[str]], key: Key, directory: Directory) -> int:
    """How many texts would match in another spelling."""
    spelled = [(position, other) for position, text in enumerate(texts) for other in others(text) if other != text]
    known = _is_known([other for _, other in spelled], key, directory)
    return len({position for (position, _), is_known in zip(spelled, known, strict=True) if is_known})


def _is_known(texts: Sequence[str], key: Key, directory: Directory) -> Sequence[bool]:
    keys = np.fromiter((directory.person_key(key, text) for text in texts), dtype=np.int64, count=len(texts))
    known: list[bool] = directory.knows_people(keys).tolist()
    return known
