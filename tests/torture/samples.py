"""A sound file of each kind, to be damaged."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pandas as pd
import pyreadstat

from tests.imports.containers import examples


@cache
def samples() -> dict[str, bytes]:
    """The content of a sound file of each kind, by its name."""
    forms, monkey = examples.microsoft_forms(), examples.surveymonkey()
    return {
        "answers.csv": examples.as_csv(monkey),
        "answers.tsv": examples.as_tsv(forms),
        "utf16.csv": examples.as_csv(forms).decode().encode("utf-16"),
        "answers.xlsx": examples.as_xlsx(forms),
        "merged.xlsx": examples.as_xlsx(monkey, merged=("F1:G1",)),
        "answers.ods": examples.as_ods(forms),
        "answers.parquet": examples.as_parquet(forms),
        "answers.zip": examples.as_zip(examples.as_csv(forms)),
        "answers.sav": sav(),
        "answers.zsav": sav(is_packed=True),
    }


def sav(*, is_packed: bool = False) -> bytes:
    """An SPSS file with labels of variables and values, and with values declared as missing.

    Args:
        is_packed: Whether it is a .zsav.
    """
    agreement: dict[int | float, str] = {
        1: "Strongly disagree",
        2: "Disagree",
        3: "Neutral",
        4: "Agree",
        5: "Strongly agree",
    }
    frame = pd.DataFrame(
        {
            "RespondentID": [float(1000 + n) for n in range(40)],
            "LISTENS": [99.0 if n % 8 == 0 else float(n * 3 % 5 + 1) for n in range(40)],
            "EASE": [-9.0 if n % 10 == 0 else float(n % 7 + 1) for n in range(40)],
            "HELPS": [float(n % 5 + 1) for n in range(40)],
            "OFTEN": [float(n % 4) for n in range(40)],
            "GENDER": [float(n % 2 + 1) for n in range(40)],
            "FRUIT": [float(n % 3 + 1) for n in range(40)],
            "WHY": [f"Remark number {n}" for n in range(40)],
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            frame,
            path,
            column_labels=[
                "",
                "My mentor listens",
                "How easy was it?",
                "The program helps me",
                "How often do you meet by chance?",
                "Gender",
                "Which fruit?",
                "Why?",
            ],
            variable_value_labels={
                "LISTENS": agreement | {99: "Refused"},
                "EASE": {1: "not at all", 7: "very"},
                "HELPS": {6 - value: label for value, label in agreement.items()},
                "OFTEN": {0: "Nope", 1: "A bit", 2: "Lots", 3: "Wow"},
                "GENDER": {1: "Woman", 2: "Man"},
                "FRUIT": {1: "Apple", 2: "Pear", 3: "Fig"},
            },
            missing_ranges={"LISTENS": [99], "EASE": [{"lo": -99, "hi": -1}]},
            variable_measure={"LISTENS": "ordinal", "OFTEN": "ordinal", "FRUIT": "nominal"},
            compress=is_packed,
        )
        return path.read_bytes()
