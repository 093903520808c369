"""What identifies a person wherever it stands in a text: addresses, numbers of the state, coordinates, phones.

Where a number has a check digit, it is computed: a number of the right length that fails it is some other number.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_POLE, _HALF_TURN, _SIX = 90, 180, 6
_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_ODD_CF = {
    **dict(zip("0123456789", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21), strict=True)),
    **dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
            strict=True,
        )
    ),
}


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_ssn(text: str) -> bool:
    area, group, serial = text.split("-")
    return area not in {"000", "666"} and area < "900" and group != "00" and serial != "0000"


def _is_nino(text: str) -> bool:
    bare = re.sub(r"\s", "", text).upper()
    return bare[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def _is_steuer_id(text: str) -> bool:
    """ISO 7064 mod 11, 10 over ten digits, of which one stands two or three times."""
    digits = _digits(text)
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    repeated = [digits[:10].count(digit) for digit in set(digits[:10])]
    return (11 - product) % 10 == int(digits[10]) and max(repeated) in range(2, 4)


def _is_german_social(text: str) -> bool:
    bare = re.sub(r"\s", "", text).upper()
    spelled = f"{bare[:8]}{ord(bare[8]) - ord('A') + 1:02d}{bare[9:11]}"
    weighted = (
        int(digit) * weight for digit, weight in zip(spelled, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)
    )
    return sum(sum(map(int, str(product))) for product in weighted) % 10 == int(bare[11])


def _is_nir(text: str) -> bool:
    bare = re.sub(r"[\s.]", "", text).upper()
    number = bare[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(bare[13:])


def _is_dni(text: str) -> bool:
    bare = re.sub(r"[\s.-]", "", text).upper()
    number = bare[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return _DNI_LETTERS[int(number) % 23] == bare[-1]


def _is_codice_fiscale(text: str) -> bool:
    bare = text.upper()
    even = sum(int(one) if one.isdigit() else ord(one) - ord("A") for one in bare[1:15:2])
    return (sum(_ODD_CF[one] for one in bare[0:15:2]) + even) % 26 == ord(bare[15]) - ord("A")


def _is_bsn(text: str) -> bool:
    digits = _digits(text)
    total = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total % 11 == 0 and int(digits) > 0


def _is_nif(text: str) -> bool:
    digits = _digits(text)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=False)) % 11
    return digits[0] in "1235689" and int(digits[8]) == (0 if rest <= 1 else 11 - rest)


def _is_my_number(text: str) -> bool:
    digits = _digits(text)
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def _is_ipv6(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).version == _SIX
    except ValueError:
        return False


def _is_coordinate(text: str) -> bool:
    latitude, longitude = (abs(float(part)) for part in re.findall(r"-?\d+\.\d+", text))
    return latitude <= _POLE and longitude <= _HALF_TURN


_NO_CHECK: Callable[[str], bool] = bool
_FORMS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("email", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", _NO_CHECK),
    ("ip_address", r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])", _NO_CHECK),
    ("ip_address", r"(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])", _is_ipv6),
    ("coordinates", r"(?<![\d.])-?\d{1,2}\.\d{3,}\s*[,;/]\s*-?\d{1,3}\.\d{3,}(?![\d.])", _is_coordinate),
    ("national_id", r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])", _is_ssn),
    ("national_id", r"(?<!\w)(?![DFIQUV])[A-Za-z](?![DFIQUVO])[A-Za-z](?:\s?\d{2}){3}\s?[A-Da-d](?!\w)", _is_nino),
    ("national_id", r"(?<![\w.,-])[1-9]\d(?:\s?\d{3}){3}(?![\w-])", _is_steuer_id),
    ("national_id", r"(?<!\w)\d{2}\s?\d{6}\s?[A-Za-z]\s?\d{3}(?!\w)", _is_german_social),
    ("national_id", r"(?<![\w.,])[12]\s?\d{2}\s?\d{2}\s?(?:\d{2}|2[ABab])\s?\d{3}\s?\d{3}\s?\d{2}(?!\w)", _is_nir),
    ("national_id", r"(?<!\w)(?:\d{8}|[XYZxyz]-?\d{7}|\d{2}\.\d{3}\.\d{3})-?[A-Za-z](?!\w)", _is_dni),
    (
        "national_id",
        r"(?<!\w)[A-Za-z]{6}\d{2}[A-EHLMPR-Ta-ehlmpr-t]\d{2}[A-Za-z]\d{3}[A-Za-z](?!\w)",
        _is_codice_fiscale,
    ),
    ("national_id", r"(?<![\w.,-])\d{9}(?![\w.,-])", lambda text: _is_bsn(text) or _is_nif(text)),
    ("national_id", r"(?<![\w.,-])\d{4}[ -]?\d{4}[ -]?\d{4}(?![\w.,-])", _is_my_number),
    ("phone", r"(?<![\w.,/])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{3,4})[ .-]\d{3}[ .-]\d{4}(?!\w)", _NO_CHECK),
    (
        "phone",
        r"(?<![\w+])\+[1-9]\d{0,2}(?:[ ./-]?\(?\d{1,4}\)?){2,5}(?!\w)",
        lambda text: len(_digits(text)) in range(8, 16),
    ),
    (
        "phone",
        r"(?<![\w.,/-])0\d{2,4}[ /-]\d{3,4}(?:[ -]?\d{2,4}){1,2}(?!\w)",
        lambda text: len(_digits(text)) in range(9, 13),
    ),
)
FORMS = tuple((kind, re.compile(form), check) for kind, form, check in _FORMS)
_NATIONAL_IDS = tuple((form, check) for kind, form, check in FORMS if kind == "national_id")
_FEWEST_IN_NATIONAL_ID = 9
_MAY_HOLD = re.compile(r"[@:]|(?:\d\D*){5}")


@lru_cache(maxsize=1 << 14)
def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of personal data that stand in a text, the surest first.

    A text of digits alone may be an employee's number as well as one of the state: only a column of which nearly all
    cells pass the check digit is taken for the latter; see `is_state_number`.

    Args:
        text: One cell.

    >>> kinds_in("Ask ana@example.org or 192.0.2.1"), kinds_in("Sales"), kinds_in("call +49 30 901820")
    (('email', 'ip_address'), (), ('phone',))
    >>> kinds_in("12345678Z"), kinds_in("12345678A")
    (('national_id',), ())
    """
    if text.isdigit() or not _MAY_HOLD.search(text):
        return ()
    found = (kind for kind, form, check in FORMS if any(check(match.group()) for match in form.finditer(text)))
    return tuple(dict.fromkeys(found))


def is_state_number(text: str) -> bool:
    """Whether a text is, as a whole, a number of the state that passes its check.

    >>> is_state_number("86095742719"), is_state_number("86095742718")
    (True, False)
    """
    return len(text) >= _FEWEST_IN_NATIONAL_ID and any(
        form.fullmatch(text) and check(text) for form, check in _NATIONAL_IDS
    )


def redacted(text: str, mark: str = "…") -> str:
    """The text with everything that identifies a person replaced.

    Args:
        text: A heading or a label.
        mark: What stands in its place.

    >>> redacted("How is your mentor ana@example.org?")
    'How is your mentor …?'
    """
    for _, form, check in FORMS if kinds_in(text) else ():
        spans = [match.span() for match in form.finditer(text) if check(match.group())]
        for first, last in reversed(spans):
            text = f"{text[:first]}{mark}{text[last:]}"
    return text
