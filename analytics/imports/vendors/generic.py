"""Any other table: one row of headings, nothing taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.imports.vendors.vendor import Layout, Vendor, none_dropped, one_row

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST = 0.01
_ROLES = {
    "respondentid": "respondent_id",
    "responseid": "respondent_id",
    "respondent": "respondent_id",
    "submissionid": "respondent_id",
    "timestamp": "submitted",
    "submitted": "submitted",
    "submittedat": "submitted",
    "submittedon": "submitted",
    "submissiondate": "submitted",
    "submitdate": "submitted",
    "completedat": "submitted",
    "respondedon": "submitted",
    "respondedat": "submitted",
    "surveydate": "submitted",
    "startdate": "start",
    "enddate": "submitted",
    "ipaddress": "ip_address",
    "ip": "ip_address",
    "latitude": "latitude",
    "longitude": "longitude",
    "useragent": "metadata",
    "sessionid": "metadata",
}


def likeness(rows: Sequence[Sequence[str]]) -> float:  # noqa: ARG001 - the signature of every vendor's rule
    """The least: every table is at least a table."""
    return _LEAST


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: one row."""
    return one_row(rows, _ROLES)


VENDOR = Vendor(name="generic", label="Other", likeness=likeness, layout=layout, dropped=none_dropped)
