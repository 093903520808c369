"""The product's own source as data: modules, what they import, and the rules about both."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from functools import partial
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

DISTRIBUTIONS = {
    "PIL": "pillow",
    "pptx": "python-pptx",
    "python_calamine": "python-calamine",
    "sklearn": "scikit-learn",
}
LONGEST_MODULE = 400
LONGEST_VIEW = 79
EMPTY_NAMES = frozenset({"common", "core", "helper", "helpers", "manager", "misc", "service", "util", "utils"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One Python file: its dotted name and its text."""

    name: str
    text: str

    @property
    def n_lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())

    def imports(self) -> Iterator[str]:
        """The full name of everything imported anywhere in the file, inside functions too."""
        for node in ast.walk(ast.parse(self.text)):
            match node:
                case ast.Import(names=names):
                    yield from (alias.name for alias in names)
                case ast.ImportFrom(module=str(origin), names=names, level=0):
                    yield from (f"{origin}.{alias.name}" for alias in names)
                case ast.ImportFrom(module=origin, level=level) if level:
                    yield "." * level + (origin or "")
                case _:
                    pass


def modules(root: Path, *packages: str) -> list[Module]:
    """Every module of the named packages below `root`."""
    return [
        Module(
            name=".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"),
            text=path.read_text(encoding="utf-8"),
        )
        for package in packages
        for path in sorted((root / package).rglob("*.py"))
    ]


def is_below(name: str, parents: Iterable[str]) -> bool:
    """Whether a dotted name is one of `parents` or inside one."""
    return any(name == parent or name.startswith(f"{parent}.") for parent in parents)


def forbidden_imports(
    found: Iterable[Module], inside: Sequence[str], forbidden: Sequence[str], allowed: Sequence[str] = ()
) -> list[str]:
    """The imports of `forbidden` things, except the `allowed` ones among them, by modules inside `inside`."""
    return [
        f"{module.name} imports {name}"
        for module in found
        if is_below(module.name, inside)
        for name in module.imports()
        if is_below(name, forbidden) and not is_below(name, allowed)
    ]


def reserved_imports(found: Iterable[Module], reserved: Sequence[str], owners: Sequence[str]) -> list[str]:
    """The imports of `reserved` things by modules outside `owners`."""
    return [
        f"{module.name} imports {name}"
        for module in found
        if not is_below(module.name, owners)
        for name in module.imports()
        if is_below(name, reserved)
    ]


def imports_beyond(found: Iterable[Module], inside: Sequence[str], allowed: Sequence[str]) -> list[str]:
    """The imports by modules inside `inside` of anything but `allowed` things and the standard library."""
    return [
        f"{module.name} imports {name}"
        for module in found
        if is_below(module.name, inside)
        for name in module.imports()
        if not is_below(name, allowed) and name.split(".")[0] not in sys.stdlib_module_names
    ]


def circle(found: Iterable[Module]) -> list[str]:
    """Modules that import one another around a circle, for types too; none where every module stands on others."""
    by_name = {module.name: module for module in found}
    graph = {
        name: {part for part in map(partial(_module_of, by_name), module.imports()) if part} - {name}
        for name, module in by_name.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        around: list[str] = error.args[1]
        return around
    return []


def _module_of(names: Collection[str], imported: str) -> str:
    """The module that an imported name is or is in; empty where it is not ours."""
    return next((one for one in (imported, imported.rpartition(".")[0]) if one in names), "")


def undeclared_imports(found: Iterable[Module], declared: Collection[str]) -> list[str]:
    """The imports of packages that are neither declared dependencies nor in the standard library."""
    return [
        f"{module.name} imports {name}"
        for module in found
        for name in module.imports()
        if DISTRIBUTIONS.get(name.split(".")[0], name.split(".")[0]) not in declared
        and name.split(".")[0] not in sys.stdlib_module_names
    ]


def long_modules(found: Iterable[Module], longest: int) -> list[str]:
    """The modules with more than `longest` lines."""
    return [f"{module.name} has {module.n_lines} lines" for module in found if module.n_lines > longest]


def empty_names(found: Iterable[Module]) -> list[str]:
    """The modules whose name says nothing about what is in them."""
    return [module.name for module in found if EMPTY_NAMES & set(re.split(r"[._]", module.name))]


def unmarked_folders(root: Path, *packages: str) -> list[str]:
    """The folders on the way to a Python file that have no `__init__.py`: the layer check is blind there."""
    wanted = {
        folder
        for package in packages
        for path in (root / package).rglob("*.py")
        for folder in (path.parent, *path.parent.parents)
        if folder.is_relative_to(root / package)
    }
    return sorted(str(folder.relative_to(root)) for folder in wanted if not (folder / "__init__.py").is_file())
