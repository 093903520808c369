"""A file as it came from the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analytics.imports.mapping import Mapping
    from analytics.worker.importing.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came from the browser.

    Args:
        key: Tells uploads apart, also two of the same name.
        name: The name that the user gave it.
        content: Its bytes.
    """

    key: str
    name: str
    content: bytes

    def plain(self, statement: Statement, mapping: Mapping | None = None) -> dict[str, Any]:
        """What is asked about it, as plain data: its mapping as TOML, and not its bytes.

        Args:
            statement: What is stated about it.
            mapping: What its questions mean, if it is a survey.
        """
        text = None if mapping is None else mapping.to_toml()
        return {"key": self.key, "name": self.name, "statement": statement.plain(), "mapping": text}
