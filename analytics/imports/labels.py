"""Labels that stand in an order: which set of answers a column uses, and the score of each label."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.imports.wording import key, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_FILE = Path(__file__).with_name("label_sets.toml")
_SHARE_OF_MIDDLE, _SHARE_OF_END, _SHARE_OF_OTHER = 0.1, 0.03, 0.05
_MOST_SURPRISE = 6.0
_FEWEST_OF_OPPOSITES = 3
_LONGEST_NOT_APPLICABLE = 60
_MARKED = re.compile(r"(?i)\An\.?/?a\.?(\s*[-–(,;:].*)?\Z|[(/]\s?n/a\)?\Z|\As/o\Z")
_REMARK = re.compile(r"\s*\([^()]*\)\s*\Z")
_ENDING = re.compile(r"(?i)(?<=\w)(?:\((?:e|a|o|s|es|as|os|in|ne|n)\)|[/·•](?:a|o|e|ne|in|as)\b)")
_LONGEST_LABEL = 160
_LAST_OF_CODE = tuple("0123456789)]")
_CODE_FIRST = re.compile(r"[(\[]?(-?\d{1,3})\s*(?:[)\]]\s*[-–:.=]?|[-–—:.=])\s*(?=[^\W\d])(.+)\Z", re.DOTALL)
_CODE_FIRST_IN_WORDS = re.compile(r"(-?\d{1,3})\s+\((?=[^\W\d])(.+)\)\Z", re.DOTALL)
_CODE_ALONE = re.compile(r"(?:[(\[]\s*(-?\d{1,3})\s*[)\]]|(-?\d{1,3})\s*[)\]])\Z")
_CODE_LAST = re.compile(r"(.*[^\W\d].*?)(?:\s*[(\[](-?\d{1,3})[)\]]|\s+[-–—:=|]\s*(\d{1,3}))\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSet:
    """One set of answers in one language.

    Args:
        concept: What is asked for, such as "agreement".
        language: Two letters.
        literals: Positions, from 0 for the lowest, of each wording, by its letters.
        patterns: Beginning, end and position of each wording with an open place.
        points: Number of answers.
        rarity: How much rarer the set is than the commonest one of its concept, 0 for as common.
        fewest: How many different answers must be seen before the set is thought of.
    """

    concept: str
    language: str
    literals: Mapping[str, tuple[int, ...]]
    patterns: tuple[tuple[str, str, int], ...]
    points: int
    rarity: float
    fewest: int = 1

    def positions(self, labels: Iterable[str]) -> dict[str, int] | None:
        """The position of each label, by its letters; None unless every label has its own.

        Args:
            labels: Letters of the labels, as `key` gives them.
        """
        asked = list(labels)
        if not self.fewest <= len(asked) <= self.points or not (
            self.patterns or all(label in self.literals for label in asked)
        ):
            return None
        wanted = sorted(asked, key=lambda label: len(self.literals.get(label, ())) or self.points)
        for rest in self._rests(wanted):
            choices = [(label, self._choices(label, rest)) for label in wanted]
            if all(options for _, options in choices):
                found = _assigned(choices, (self.points - 1) / 2)
                if found is not None and self._is_worded(found, rest):
                    return found
        return None

    def _is_worded(self, found: Mapping[str, int], rest: str) -> bool:
        """Whether at least one label has words of the set, not only what stands in its open place.

        "Selected" and "not selected" are two facts: beside the bare words, two labels of degree make an order.
        """
        return (len(found) >= _FEWEST_OF_OPPOSITES or rest not in found) and any(
            label in self.literals or (label != rest and rest in label and position in self._choices(label, rest))
            for label, position in found.items()
        )

    def _rests(self, labels: Sequence[str]) -> list[str]:
        """What may stand in the open place: what all labels have left beside a pattern."""
        if not self.patterns:
            return [""]
        shared: set[str] | None = None
        for label in labels:
            rests = {rest for rest, _ in self._matches(label)}
            if label not in self.literals and "" not in rests:
                shared = rests if shared is None else shared & rests
        return sorted(shared or {""}, key=len)

    def _matches(self, label: str) -> list[tuple[str, int]]:
        """What a label leaves in the open place of each pattern it fits, with the pattern's position."""
        return [
            (label[len(start) : len(label) - len(end)], position)
            for start, end, position in self.patterns
            if len(label) >= len(start) + len(end) and label.startswith(start) and label.endswith(end)
        ]

    def _choices(self, label: str, rest: str) -> tuple[int, ...]:
        # "very" beside "extremely important": the open place may be left out.
        options = {position for found, position in self._matches(label) if found in {rest, ""}}
        return tuple(sorted(options | set(self.literals.get(label, ()))))

    def cost(self, used: Iterable[int], n: int) -> float:
        """How surprising it is that answers leave the other positions of this set unused.

        Args:
            used: Positions that were answered.
            n: Number of answers.
        """
        middle = (self.points - 1) / 2
        total = self.rarity
        for position in set(range(self.points)) - set(used):
            is_end = position in {0, self.points - 1}
            usual = _SHARE_OF_MIDDLE if position == middle else _SHARE_OF_END if is_end else _SHARE_OF_OTHER
            total += min(usual * n, _MOST_SURPRISE)
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A set of answers that labels fit.

    Args:
        labels: The set.
        scores: Score of each label by its letters, 1 for the lowest answer of the set.
        cost: How surprising the set is, 0 for not at all.
        confidence: 0 to 1, against the next best set that would give other scores.
    """

    labels: LabelSet
    scores: Mapping[str, int]
    cost: float
    confidence: float = 1.0


def _assigned(choices: Sequence[tuple[str, tuple[int, ...]]], middle: float) -> dict[str, int] | None:
    """One position for each label, no position twice, the outer one where a label may have two."""
    if not choices:
        return {}
    (label, options), rest = choices[0], choices[1:]
    for position in sorted(options, key=lambda option: -abs(option - middle)):
        others = [(name, tuple(option for option in left if option != position)) for name, left in rest]
        found = _assigned(others, middle) if all(left for _, left in others) else None
        if found is not None:
            return {label: position, **found}
    return None


def best_fit(labels: Iterable[str], n: int) -> Fit | None:
    """The set of answers that labels most likely come from, or None.

    >>> fit = best_fit(map(key, ("Satisfied", "Neutral", "Very Satisfied", "Somewhat dissatisfied")), 79)
    >>> fit.labels.concept, fit.labels.points, fit.scores["satisfied"]
    ('satisfaction', 5, 4)

    Args:
        labels: Letters of the labels, as `key` gives them.
        n: Number of answers behind them.
    """
    fits = all_fits(tuple(sorted(set(labels))), n)
    if not fits:
        return None
    best = fits[0]
    other = next((fit for fit in fits[1:] if fit.scores != best.scores), None)
    margin = math.inf if other is None else other.cost - best.cost
    sure = 1.0 - 0.5 * math.exp(-margin)
    return Fit(labels=best.labels, scores=best.scores, cost=best.cost, confidence=sure - 0.02 * min(best.cost, 5.0))


@cache
def all_fits(labels: tuple[str, ...], n: int) -> tuple[Fit, ...]:
    """Every set that labels fit, the least surprising first.

    Args:
        labels: Letters of the labels, sorted, each once.
        n: Number of answers behind them.
    """
    if not labels:
        return ()
    whole, open_ones = _by_letters()
    return (
        _fits(labels, n, [*whole.get(labels[0], ()), *open_ones])
        or _without_accents(labels, n)
        or _fits(labels, n, _of_opposites(labels))
    )


def _without_accents(labels: Sequence[str], n: int) -> tuple[Fit, ...]:
    """The sets that labels fit once nobody minds accents, as people leave them out who type on other keyboards."""
    bare = {label: without_accents(label) for label in labels}
    if len(set(bare.values())) < len(bare):
        return ()
    found = _fits(sorted(bare.values()), n, _bare_sets())
    return tuple(replace(fit, scores={label: fit.scores[letters] for label, letters in bare.items()}) for fit in found)


@cache
def _bare_sets() -> tuple[LabelSet, ...]:
    """All sets whose wordings have accents, without them."""
    return tuple(
        replace(
            one,
            literals={without_accents(letters): positions for letters, positions in one.literals.items()},
            patterns=tuple(
                (without_accents(start), without_accents(end), position) for start, end, position in one.patterns
            ),
        )
        for one in label_sets()
        if any(not letters.isascii() for letters in one.literals)
        or any(not (a + b).isascii() for a, b, _ in one.patterns)
    )


@cache
def _by_letters() -> tuple[Mapping[str, Sequence[LabelSet]], Sequence[LabelSet]]:
    """The sets without an open place by the letters of each of their wordings, and the sets with one."""
    found: dict[str, list[LabelSet]] = {}
    for one in label_sets():
        for letters in () if one.patterns else one.literals:
            found.setdefault(letters, []).append(one)
    return found, [one for one in label_sets() if one.patterns]


def _fits(labels: Sequence[str], n: int, sets: Iterable[LabelSet]) -> tuple[Fit, ...]:
    """Those of some sets that labels fit, the least surprising first."""
    found = []
    for label_set in sets:
        positions = label_set.positions(labels)
        if positions:
            scores = {label: position + 1 for label, position in positions.items()}
            found.append(Fit(labels=label_set, scores=scores, cost=label_set.cost(positions.values(), n)))
    return tuple(sorted(found, key=lambda fit: fit.cost))


def _of_opposites(labels: Sequence[str]) -> Iterator[LabelSet]:
    """The sets of a pair that labels show themselves: "reasonable" and "unreasonable" are opposites in any set.

    Two words alone are two facts, as "married" and "unmarried" are: a third tells of more and less.
    """
    for language, beginnings in _negations().items():
        entries = [
            entry for entry in _content()["set"] if entry["concept"] == "{pair}" and entry["language"] == language
        ]
        words = {rest for label in labels for start in _intensities(language) if (rest := label.removeprefix(start))}
        for high in sorted(words):
            low = next((f"{start}{high}" for start in beginnings if f"{start}{high}" in words), None)
            if low is not None:
                yield from (
                    replace(_label_set(entry, "opposites", low, high), fewest=_FEWEST_OF_OPPOSITES) for entry in entries
                )


@cache
def _negations() -> Mapping[str, Sequence[str]]:
    """What makes the opposite of a word in each language."""
    return {entry["language"]: entry["beginnings"] for entry in _content()["negation"]}


@cache
def _intensities(language: str) -> tuple[str, ...]:
    """Letters of the words that stand before the words of a pair in a language, nothing at all among them."""
    wordings = {
        wording.partition("{")[0]
        for entry in _content()["set"]
        if entry["concept"] == "{pair}" and entry["language"] == language
        for wordings in entry["labels"]
        for wording in wordings.split(" | ")
        if wording.endswith(("{low}", "{high}")) and wording.count("{") == 1
    }
    return tuple(key(wording) if wording.strip() else "" for wording in sorted(wordings))


def is_not_applicable(text: str) -> bool:
    """Whether an answer says that the question does not apply.

    >>> is_not_applicable("N/A"), is_not_applicable("Unfamiliar (N/A)"), is_not_applicable("Don't know")
    (True, True, False)
    """
    return len(text) <= _LONGEST_NOT_APPLICABLE and (
        bool(_MARKED.search(text)) or key(code_and_words(text)[1]) in _phrases("not_applicable")
    )


def is_unknown(text: str) -> bool:
    """Whether an answer says that the person does not know, or would rather not say.

    >>> is_unknown("weiß nicht"), is_unknown("Neutral")
    (True, False)
    """
    return len(text) <= _LONGEST_NOT_APPLICABLE and key(code_and_words(text)[1]) in _phrases("unknown")


def label_key(label: str) -> str:
    """The letters of a label's words, without the number that it may carry and without remarks in parentheses.

    >>> label_key("Agree (5)") == label_key("agree") == label_key("Agree (somewhat or fully)")
    True
    """
    found = _ENDING.sub("", code_and_words(label)[1])
    return key(_REMARK.sub("", found)) or key(found)


def code_and_words(label: str) -> tuple[int | None, str]:
    """The number that a label carries, and its words; None where it carries none.

    >>> code_and_words("5 - Mostly other people"), code_and_words("Agree (5)"), code_and_words("(4)")
    ((5, 'Mostly other people'), (5, 'Agree'), (4, '(4)'))
    """
    if len(label) > _LONGEST_LABEL:
        return None, label
    alone = _CODE_ALONE.match(label)
    if alone:
        return int(alone[1] or alone[2]), label
    first = _CODE_FIRST.match(label) or _CODE_FIRST_IN_WORDS.match(label)
    if first:
        return int(first[1]), first[2].strip()
    last = _CODE_LAST.match(label) if label[-1:] in _LAST_OF_CODE else None
    if last:
        return int(last[2] or last[3]), last[1].strip()
    return None, label


@cache
def label_sets() -> tuple[LabelSet, ...]:
    """All sets that Twoway knows."""
    content = _content()
    pairs: dict[str, list[tuple[str, str, str]]] = {}
    for entry in content["pair"]:
        pairs.setdefault(entry["language"], []).extend((concept, low, high) for concept, low, high in entry["pairs"])
    sets: list[LabelSet] = []
    for entry in content["set"]:
        if entry["concept"] != "{pair}":
            sets.append(_label_set(entry, entry["concept"], "", ""))
            continue
        sets += [_label_set(entry, concept, low, high) for concept, low, high in pairs[entry["language"]]]
    return tuple(sets)


def _label_set(entry: dict[str, Any], concept: str, low: str, high: str) -> LabelSet:
    """One set, its wordings filled in."""
    literals: dict[str, list[int]] = {}
    patterns: list[tuple[str, str, int]] = []
    for position, wordings in enumerate(entry["labels"]):
        for wording in wordings.replace("{low}", low).replace("{high}", high).split(" | "):
            start, open_place, end = wording.partition("{x}")
            if open_place:
                patterns.append((key(start) if start.strip() else "", key(end) if end.strip() else "", position))
            elif position not in literals.setdefault(key(wording), []):
                literals[key(wording)].append(position)
    return LabelSet(
        concept=concept,
        language=entry["language"],
        literals={wording: tuple(positions) for wording, positions in literals.items()},
        patterns=tuple(patterns),
        points=len(entry["labels"]),
        rarity=float(entry.get("rarity", 0.0)),
        fewest=int(entry.get("fewest", 1)),
    )


def listed(name: str) -> list[str]:
    """One list of `label_sets.toml`.

    Args:
        name: "no_experience" or "degree_words".
    """
    found: list[str] = _content()[name]
    return found


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(key(text) for text in _content()[name])


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
