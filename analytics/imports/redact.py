"""Comments without what names a person: e-mails, links, numbers, ids, known names, and words that look like names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARK = "[…]"
FEWEST = 10
SHORTEST = 3
_ALWAYS = re.compile(
    r"""
    (?:https?://|www\.)\S+                    # links
    | \S*[\w.+-]+@[\w-]+\S*                   # e-mail addresses
    | (?<!\w)@\w[\w.-]*                       # names after an at sign
    | [^\W\d_]*[._-]?\d[\w./:,+-]*            # numbers, dates, telephone numbers, ids such as E-1234 or x86
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STARTS = re.compile(r"(?:^|[.!?:;…\n\r\"“„«(\[•–-])\s*$")
_ACRONYM = 4
_GERMAN = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "ist",
        "nicht",
        "ein",
        "eine",
        "zu",
        "mit",
        "für",
        "wir",
        "sich",
        "auf",
        "auch",
        "mehr",
    ]
)
_GERMAN_SHARE = 0.08


def redacted(texts: Sequence[str], names: Iterable[str] = ()) -> list[str]:
    """The comments with a mark in place of whatever may name somebody.

    Always taken out: e-mail addresses, links, numbers, ids, and the names that the file itself holds. Also every word
    with a capital letter that nobody writes without one: where it stands inside a sentence it is taken for a name
    (other than in German, where every noun has a capital), and anywhere where fewer than ten comments have it.

    Args:
        texts: The comments, one a person; empty where somebody wrote none.
        names: Cells of the columns of the file that hold names or e-mail addresses.

    >>> redacted(["Ask Maria (E-1234) or mail m@x.eu.", "more time"])
    ['[…] […] ([…]) or mail […]', 'more time']
    """
    plain = [_ALWAYS.sub(MARK, text) for text in texts]
    known = {word.casefold() for name in names for word in _WORD.findall(name) if len(word) >= SHORTEST}
    inside, comments, small = _capitals(plain)
    is_german = _is_german(plain)

    def is_name(word: str) -> bool:
        if not word[0].isupper() or (word.isupper() and len(word) <= _ACRONYM and word.casefold() not in known):
            return False
        if word.casefold() in known:
            return True
        if word in small:
            return False
        return comments[word] < FEWEST or (word in inside and not is_german)

    return [_WORD.sub(lambda found: MARK if is_name(found[0]) else found[0], text) for text in plain]


def _capitals(texts: Iterable[str]) -> tuple[set[str], Counter[str], set[str]]:
    """Words with a capital inside a sentence, comments that have each such word anywhere, those written small too."""
    inside: set[str] = set()
    comments: Counter[str] = Counter()
    lower: set[str] = set()
    for text in texts:
        mine = set()
        for found in _WORD.finditer(text):
            word = found[0]
            if not word[0].isupper():
                lower.add(word)
                continue
            mine.add(word)
            if not _STARTS.search(text, 0, found.start()):
                inside.add(word)
        comments.update(mine)
    return inside, comments, {word for word in comments if word[0].lower() + word[1:] in lower or word.lower() in lower}


def _is_german(texts: Iterable[str]) -> bool:
    words = [word for text in texts for word in _WORD.findall(text.casefold())]
    return sum(word in _GERMAN for word in words) > _GERMAN_SHARE * len(words)
