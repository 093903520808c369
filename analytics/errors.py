"""Every failure that a user can see: what is wrong, what is allowed, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class TwowayError(Exception):
    """Base class of every failure that a user can see.

    Args:
        what: What is wrong, naming the thing (a column, a file, a setting), never a cell's value or a person's id.
        allowed: What would have been right, or an empty string where nothing more can be said.
        next_step: What the reader can do now.

    Attributes:
        code: Stable short name of the kind of failure, for scripts and tests.
    """

    code = "error"

    def __init__(self, what: str, *, allowed: str = "", next_step: str = "") -> None:
        self.what = what
        self.allowed = allowed
        self.next_step = next_step
        super().__init__(" ".join(part for part in (what, allowed, next_step) if part))

    def as_dict(self) -> dict[str, Any]:
        """The failure as data: `code`, `what`, `allowed`, `next`, the one shape used on every surface."""
        return {"code": self.code, "what": self.what, "allowed": self.allowed, "next": self.next_step}


class UnknownNameError(TwowayError):
    """A name that is not in its catalog.

    Args:
        kind: What the name should have been, such as "dimension".
        name: The name as given. It comes from a program or an address, never from a data file.
        allowed: Every name that would have been right.
    """

    code = "unknown_name"

    def __init__(self, kind: str, name: str, allowed: Iterable[str]) -> None:
        names = ", ".join(sorted(allowed))
        super().__init__(f"Unknown {kind} {name!r}.", allowed=f"Choose one of: {names}.")


class UnreadableFileError(TwowayError):
    """A file that cannot be read as a table."""

    code = "unreadable_file"


Answer: TypeAlias = Literal["keep", "dates", "junior", "wave", "wave_on", "mapping", "skip_faulty", "columns", "codes"]
"""What a person can state about a file that an import did not take as it is; each is an option and a field."""


class RefusedImportError(TwowayError):
    """A table whose contents break a rule of the import.

    Args:
        file_name: The name the user gave the file.
        faults: Every fault found, one sentence each, with row numbers but without values.
        next_step: What the reader can do now.
        needs: The answers that would let it in, most likely one first; none where only another file helps.
    """

    code = "refused_import"

    def __init__(
        self,
        file_name: str,
        faults: Sequence[str],
        *,
        next_step: str = "Correct the file and import it again.",
        needs: Sequence[Answer] = (),
    ) -> None:
        self.file_name = file_name
        self.faults = tuple(faults)
        self.needs = tuple(needs)
        super().__init__(f"{file_name} was not imported.", allowed=" ".join(self.faults), next_step=next_step)

    def as_dict(self) -> dict[str, Any]:
        """The failure as data, with `file`, `faults` and the answers it `needs`."""
        return {**super().as_dict(), "file": self.file_name, "faults": list(self.faults), "needs": list(self.needs)}


class StoreError(TwowayError):
    """A store that is missing, damaged or cannot be written."""

    code = "store"


class BusyError(TwowayError):
    """Another process is at work, and this one has to wait for it."""

    code = "busy"


class NotPublishedError(TwowayError):
    """A release that does not exist or cannot be read."""

    code = "not_published"


class NotAllowedError(TwowayError):
    """Something that the role of the person does not allow."""

    code = "not_allowed"


class SettingsError(TwowayError):
    """A settings file or an option with a value that is not allowed."""

    code = "settings"


class UndefinedStatisticError(TwowayError):
    """A statistic that the data at hand do not define (one observation, no variance, an empty risk set)."""

    code = "undefined_statistic"


class LimitError(TwowayError):
    """Work that was stopped because it needed more memory or time than its limits allow."""

    code = "limit"


class CanceledError(TwowayError):
    """Work that somebody stopped before it was done."""

    code = "canceled"
