"""The methods of every figure, read from the code's own docstrings, so that words and product cannot drift."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import TYPE_CHECKING

import analytics.stats
from analytics.catalog import GENERATION_SCHEMES, MEASURES, Measure
from dashboard.components.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

_SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Reference|Checked against):\s*(.*)$")
_CODE = re.compile(r"`([^`]+)`")
SHOWN = ("Reference", "Checked against")


@dataclass(frozen=True, slots=True, kw_only=True)
class Docstring:
    """A docstring, taken apart.

    Args:
        summary: Its first line.
        text: What follows before the first section and the first example.
        sections: Its sections by name.
        example: Its examples with their printed results.
    """

    summary: str
    text: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One function that computes a figure.

    Args:
        name: Its name with its module's.
        call: How it is called.
        doc: Its docstring.
    """

    name: str
    call: str
    doc: Docstring


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The methods of one module.

    Args:
        title: What the module says about itself.
        methods: Its public functions, in the order of the file.
    """

    title: str
    methods: tuple[Method, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every module of `analytics.stats` with public functions, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(analytics.stats.__path__))
    found = (_chapter(importlib.import_module(f"analytics.stats.{name}")) for name in names)
    return tuple(chapter for chapter in found if chapter.methods)


def docstring(text: str) -> Docstring:
    r"""A Google-style docstring, taken apart.

    >>> docstring("The mean.\n\nReference:\n    Student (1908).").sections
    {'Reference': 'Student (1908).'}
    """
    lines = inspect.cleandoc(text).splitlines()
    sections: dict[str, list[str]] = {}
    part = sections.setdefault("", [])
    for line in lines[1:]:
        match = _SECTION.match(line)
        if match:
            part = sections.setdefault(match[1], [match[2]] if match[2] else [])
        elif line.startswith(">>>") or (part is sections.get(">>>") and line.strip()):
            part = sections.setdefault(">>>", [])
            part.append(line)
        else:
            part.append(line)
    joined = {
        name: "\n".join(one.strip() if name != ">>>" else one for one in found).strip()
        for name, found in sections.items()
    }
    return Docstring(
        summary=lines[0] if lines else "",
        text=joined.pop("", ""),
        example=joined.pop(">>>", ""),
        sections=joined,
    )


def chapter_html(chapter: Chapter) -> str:
    """A chapter as markup."""
    return "".join(_method(method) for method in chapter.methods)


def measure_html(measure: Measure) -> str:
    """The definition of a measure as markup."""
    entries = (
        ("Definition", measure.definition),
        ("Numerator", measure.numerator),
        ("Denominator", measure.denominator),
        ("Window", measure.window),
        ("Left out", measure.exclusions),
        ("Interval", measure.method),
        ("Range", f"{measure.low:g} to {measure.high:g} {measure.unit}"),
    )
    return f'<dl class="tw-how">{"".join(f"<dt>{term}</dt><dd>{escape(text)}</dd>" for term, text in entries)}</dl>'


def measures() -> tuple[Measure, ...]:
    """Every measure of the catalog."""
    return tuple(MEASURES.values())


def schemes_table() -> Table:
    """The birth years of every generation, by scheme."""
    rows = tuple(
        (scheme.label, one.label, f"{one.first} to {one.last}")
        for scheme in GENERATION_SCHEMES.values()
        for one in scheme.generations
    )
    return Table(caption="Generation schemes", header=("Scheme", "Generation", "Birth years"), rows=rows, words=(1, 2))


def _chapter(module: ModuleType) -> Chapter:
    functions = [
        function
        for name, function in vars(module).items()
        if not name.startswith("_") and inspect.isfunction(function) and function.__module__ == module.__name__
    ]
    title = docstring(module.__doc__ or "").summary.replace("`", "")
    return Chapter(title=title, methods=tuple(_of(function) for function in functions))


def _of(function: Callable[..., object]) -> Method:
    module = function.__module__.rsplit(".", 1)[-1]
    names = ", ".join(inspect.signature(function).parameters)
    return Method(name=f"{module}.{function.__name__}", call=f"({names})", doc=docstring(function.__doc__ or ""))


def _method(method: Method) -> str:
    doc = method.doc
    parts = [
        f'<h3 class="tw-method"><code>{escape(method.name)}</code><span>{escape(method.call)}</span></h3>',
        _paragraph(doc.summary),
    ]
    parts += [_paragraph(doc.text)] * bool(doc.text)
    facts = [(name, doc.sections[name]) for name in SHOWN if name in doc.sections]
    if facts:
        parts.append(
            f'<dl class="tw-how">{"".join(f"<dt>{name}</dt><dd>{_words(text)}</dd>" for name, text in facts)}</dl>'
        )
    if doc.example:
        parts.append(f'<pre class="tw-example" tabindex="0">{escape(doc.example)}</pre>')
    return "".join(parts)


def _paragraph(text: str) -> str:
    return f"<p>{_words(text)}</p>"


def _words(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(text)).replace("\n", "<br>")
