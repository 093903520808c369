"""Every method family and the function that answers a case of it, gathered from the modules `families_*`."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any, TypeAlias

import tests.reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.cases import Case

Family: TypeAlias = "Callable[[Case], dict[str, Any]]"


def gathered() -> dict[str, Family]:
    """Method family -> the function that takes its case through the engine to the statistic."""
    found: dict[str, Family] = {}
    for module in pkgutil.iter_modules(tests.reference.__path__):
        if not module.name.startswith("families_"):
            continue
        families: dict[str, Family] = importlib.import_module(f"tests.reference.{module.name}").FAMILIES
        if twice := found.keys() & families.keys():
            message = f"Implemented in two modules: {', '.join(sorted(twice))}."
            raise ValueError(message)
        found |= families
    return found


FAMILIES = gathered()
