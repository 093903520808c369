"""One module for each survey tool: how to know its exports, what its columns are called, which rows are not answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.errors import UnknownNameError
from analytics.imports.vendors import (
    alchemer,
    generic,
    google_forms,
    limesurvey,
    microsoft_forms,
    qualtrics,
    surveymonkey,
    typeform,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.vendors.vendor import Vendor

VENDORS: dict[str, Vendor] = {
    module.VENDOR.name: module.VENDOR
    for module in (
        qualtrics,
        surveymonkey,
        google_forms,
        microsoft_forms,
        typeform,
        limesurvey,
        alchemer,
        generic,
    )
}


def vendor_of(rows: Sequence[Sequence[str]]) -> Vendor:
    """The survey tool that rows are most likely from, `generic` where none claims them.

    Args:
        rows: The rows at the top of a file, its headings first.
    """
    return max(VENDORS.values(), key=lambda vendor: vendor.likeness(rows))


def vendor_named(name: str) -> Vendor:
    """The survey tool with a name.

    Raises:
        UnknownNameError: There is none of that name.
    """
    if name not in VENDORS:
        raise UnknownNameError("survey tool", name, VENDORS)
    return VENDORS[name]
