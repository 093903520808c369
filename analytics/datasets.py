"""Where the files that ship with Twoway are: beside the packages in a checkout, inside `analytics` once installed."""

from __future__ import annotations

from pathlib import Path

from analytics.errors import UnknownNameError

_HERE = Path(__file__).resolve().parent
_FOLDERS = (_HERE / "data", _HERE.parent / "data")


def shipped(name: str) -> Path:
    """The path of a shipped file or folder, such as `codebooks/program_survey.toml` or `demo`.

    Args:
        name: Path below the `data` folder.

    Raises:
        UnknownNameError: Nothing of that name ships with Twoway.
    """
    for folder in _FOLDERS:
        if (folder / name).exists():
            return folder / name
    names = {path.name for folder in _FOLDERS if folder.is_dir() for path in folder.iterdir()}
    raise UnknownNameError("shipped file", name, names)
