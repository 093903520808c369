"""What comments are about: themes of words that ten people share, one vote a person, never a comment itself."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analytics.datasets import shipped
from analytics.measures.finding import Interval, Outcome, Released, Undefined
from analytics.measures.theme_model import theme_model
from analytics.measures.threes import in_threes
from analytics.query import Query
from analytics.stats.effective_share import effective_wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.query import Where

MINIMUM = 10
LEAST_COMMENTS = 100
MOST_COMMON = 0.8
TERMS = 6
LISTED = 20
STEP = 5
PERCENT = 100
DIMENSIONS = ("arm", "generation", "gender")
LANGUAGE_SHARE = 0.05
NO_TERMS = "Too few people use the same words: a word counts from ten people on."

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_RUN = re.compile(r"[\u4e00-\u9fff々]{2,}|[\u30a0-\u30ff]{2,}")
_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeShare:
    """How many of the people who wrote a comment wrote about something.

    Args:
        n: People who wrote a comment, counted in threes.
        percent: Share of them, to the nearest 5 %.
    """

    n: int
    percent: int

    @property
    def interval(self) -> Interval:
        """Wilson's interval in percent, for every share that the published one can stand for."""
        half = STEP / 2
        low = effective_wilson(max(self.percent - half, 0.0) / PERCENT, self.n).low
        high = effective_wilson(min(self.percent + half, 100.0) / PERCENT, self.n).high
        return Interval(low=PERCENT * low, high=PERCENT * high)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCell:
    """A theme in one group.

    Args:
        dimension: What divides people.
        category: The group.
        share: Share of the group's people who wrote a comment.
    """

    dimension: str
    category: str
    share: ThemeShare


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme.

    Args:
        terms: Its words, the most telling first; ten people or more use each of them.
        share: Share of the people who wrote a comment.
        cells: The same in groups with ten people or more in it and outside of it.
    """

    terms: tuple[str, ...]
    share: ThemeShare
    cells: tuple[ThemeCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """What the comments of one survey are about.

    Args:
        wave: The survey.
        n: People who wrote a comment, counted in threes.
        themes: The themes, the commonest first; none where fewer than 100 people wrote one.
        terms: The commonest words, where there are no themes; ten people or more use each of them.
        stability: How well the themes come back from four fifths of the comments, from 0 to 1; None without themes.
    """

    wave: str
    n: int
    themes: tuple[Theme, ...]
    terms: tuple[str, ...]
    stability: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """People who wrote the same comment and are alike in every dimension.

    Args:
        text: The comment, redacted.
        people: How many.
        categories: Category by dimension.
    """

    text: str
    people: int
    categories: Mapping[str, str]


def question(where: Where | None = None) -> Query:
    """What to ask the engine for the comments of every wave."""
    return Query(aggregate="comment_texts", by=DIMENSIONS, where=where or {})


def themes(wave: str, comments: Sequence[Comment]) -> Outcome[Themes]:
    """The themes of one survey, or its commonest words where fewer than 100 people wrote a comment.

    Args:
        wave: The survey.
        comments: Its comments.
    """
    ordered = sorted(comments, key=lambda one: (one.text, sorted(one.categories.items())))
    n = sum(one.people for one in ordered)
    stop = stop_words(ordered)
    people = _people(ordered, stop)
    shared = [term for term, count in people.items() if count >= MINIMUM]
    if not shared or n < MINIMUM:
        return Undefined(reason=NO_TERMS)
    if n < LEAST_COMMENTS:
        commonest = sorted(shared, key=lambda term: (-people[term], term))
        listed = _told_apart(commonest, people)[:LISTED]
        return Released(value=Themes(wave=wave, n=in_threes(n), themes=(), terms=listed, stability=None), n=n)
    known = sorted(term for term in shared if people[term] <= MOST_COMMON * n)
    if len(known) < 2:  # noqa: PLR2004 - a theme is told from another one
        return Undefined(reason=NO_TERMS)
    return Released(value=_themes(wave, ordered, stop, known), n=n)


def terms_of(text: str, stop: frozenset[str]) -> tuple[str, ...]:
    """The words and pairs of neighboring words of a comment that may tell a theme, each once.

    >>> terms_of("More learning time, and learning budgets", frozenset({"more", "and"}))
    ('learning', 'time', 'learning time', 'time learning', 'budgets', 'learning budgets')
    """
    found: dict[str, None] = {}
    before = ""
    for word in _words(text):
        if (len(word) < _SHORTEST and not _KANA.search(word)) or word in stop:
            continue
        found[word] = None
        if before:
            found[f"{before} {word}"] = None
        before = word
    return tuple(found)


def stop_words(comments: Iterable[Comment]) -> frozenset[str]:
    """The words without a theme of every language that the comments are in."""
    people = Counter[str]()
    total = 0
    for one in comments:
        words = set(_words(one.text))
        total += one.people
        for language, listed in _lists().items():
            people[language] += one.people * bool(len(words & listed) > 1 or words & listed == words)
    spoken = [language for language, count in people.items() if count >= LANGUAGE_SHARE * total]
    return frozenset[str]().union(*(_lists()[language] for language in spoken))


@cache
def _lists() -> dict[str, frozenset[str]]:
    content = tomllib.loads(shipped("stop_words.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in content.items()}


def _words(text: str) -> list[str]:
    """The words of a text, in small letters; in Japanese the runs of kanji and of katakana."""
    found = []
    for word in _WORD.findall(text.casefold()):
        found += _RUN.findall(word) if _KANA.search(word) else [word]
    return found


def _people(comments: Sequence[Comment], stop: frozenset[str]) -> Counter[str]:
    """People who use each term."""
    people: Counter[str] = Counter()
    for one in comments:
        for term in terms_of(one.text, stop):
            people[term] += one.people
    return people


def _themes(wave: str, comments: Sequence[Comment], stop: frozenset[str], known: Sequence[str]) -> Themes:
    by_text: Counter[str] = Counter()
    for one in comments:
        by_text[one.text] += one.people
    texts = sorted(by_text)
    model = theme_model([terms_of(text, stop) for text in texts], [by_text[text] for text in texts], known)
    of_text = dict(zip(texts, model.theme, strict=True))
    people, n = _people(comments, stop), by_text.total()
    found = []
    for number, words in enumerate(model.terms):
        mine = [of_text[one.text] == number for one in comments]
        size = sum(one.people for one, is_mine in zip(comments, mine, strict=True) if is_mine)
        if min(size, n - size) >= MINIMUM:
            best = _told_apart(words, people)[:TERMS]
            found.append(Theme(terms=best, share=_share(size, n), cells=_cells(comments, mine)))
    found.sort(key=lambda one: (-one.share.percent, one.terms))
    return Themes(wave=wave, n=in_threes(n), themes=tuple(found), terms=(), stability=round(model.stability, 2))


def _cells(comments: Sequence[Comment], mine: Sequence[bool]) -> tuple[ThemeCell, ...]:
    """The theme in every group where at least ten people stand on each side, in the group and outside of it."""
    found = []
    for dimension in DIMENSIONS:
        inside: Counter[str] = Counter()
        everyone: Counter[str] = Counter()
        for one, is_mine in zip(comments, mine, strict=True):
            everyone[one.categories[dimension]] += one.people
            inside[one.categories[dimension]] += one.people * is_mine
        whole, of = everyone.total(), inside.total()
        for category in sorted(everyone):
            n, x = everyone[category], inside[category]
            if min(x, n - x, of - x, whole - n - of + x) >= MINIMUM:
                found.append(ThemeCell(dimension=dimension, category=category, share=_share(x, n)))
    return tuple(found)


def _share(count: int, n: int) -> ThemeShare:
    return ThemeShare(n=in_threes(n), percent=(2 * PERCENT * count + STEP * n) // (2 * STEP * n) * STEP)


def _told_apart(terms: Iterable[str], people: Mapping[str, int]) -> tuple[str, ...]:
    """The terms without those that say nothing beyond another: a word of a pair that stands for most of its uses."""
    kept: list[str] = []
    listed = list(terms)
    for term in listed:
        longer = (one for one in listed if one != term and term in one.split() and 3 * people[one] >= 2 * people[term])
        part_of = (one for one in kept if " " in term and set(term.split()) & set(one.split()))
        if next(longer, None) is None and next(part_of, None) is None:
            kept.append(term)
    return tuple(kept)
