"""Words as people type them, brought to a form in which equal words are equal."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\xad"
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_FIELD = re.compile(r"\{\{[^{}]{1,200}\}\}")
_SPACE = re.compile(r"\s+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w<>+]+(?=\d)")
_NOT_A_LETTER = re.compile(r"[^\w<>+]+|_+")
_EMPHASIS = re.compile(r"\*{1,3}([^*]{1,500})\*{1,3}")
_SHORT = 80
_NOT_A_WORD = re.compile(r"[\W_]+")


def trimmed(text: str) -> str:
    r"""The text without blanks, line ends, no-break spaces and invisible marks around it.

    >>> trimmed("\ufeff Agree\xa0\n")
    'Agree'
    """
    return text.strip().strip(_INVISIBLE).strip()


def plain(text: str) -> str:
    """The text on one line, without HTML tags, entities, emphasis marks and piped fields.

    >>> plain("<strong>Are you *really*</strong> sure,&nbsp;{{field:1}}?")
    'Are you really sure, ?'
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if "{{" in text:
        text = _FIELD.sub(" ", text)
    if "*" in text:
        text = _EMPHASIS.sub(r"\1", text)
    return trimmed(_SPACE.sub(" ", text))


def key(text: str) -> str:
    """The letters and digits of a text in one case: what two spellings of the same label share.

    >>> key("Stimme gar nicht zu") == key("stimme garnicht zu!")
    True
    >>> key("<10") == key(">10") or key("1-5") == key("15")
    False
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", plain(text)).casefold()
    return _NOT_A_LETTER.sub("", _BETWEEN_DIGITS.sub("x", folded)) or folded


_short_key = lru_cache(maxsize=1 << 14)(_key)


def without_accents(text: str) -> str:
    """The text without accents, as people leave them out; marks of other scripts stay.

    >>> without_accents("género"), without_accents("ガ")
    ('genero', 'ガ')
    """
    marks = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if not "\u0300" <= mark <= "\u036f"))


def words(text: str) -> tuple[str, ...]:
    """The words of a text in one case.

    >>> words("Business-unit (2024)")
    ('business', 'unit', '2024')
    """
    separated = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain(text))
    return tuple(word for word in _NOT_A_WORD.split(separated.casefold()) if word)
