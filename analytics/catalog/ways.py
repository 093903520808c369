"""The ways in which pairs meet: the channel of a session, and how informal its setting is."""

from __future__ import annotations

from analytics.catalog.definition import Measure


def _share(name: str, label: str, which: str, recorded: str) -> Measure:
    return Measure(
        name=name,
        label=label,
        unit="%",
        low=0.0,
        high=100.0,
        direction=0,
        population="pairs",
        definition=f"Held sessions {which}, out of held sessions with a {recorded}.",
        numerator=f"held sessions {which}",
        denominator=f"sessions held whose {recorded} was recorded",
        window="from the program's launch to the newest session",
        exclusions=f"sessions for which no {recorded} was recorded; sessions after the end of their pair",
        method="interval of a ratio over pairs",
    )


WAYS = (
    _share("in_person_share", "Sessions in person", "in person", "channel"),
    _share("video_share", "Sessions by video", "by video", "channel"),
    _share("chat_share", "Sessions by chat", "by chat", "channel"),
    _share("phone_share", "Sessions by phone", "by phone", "channel"),
    _share("informal_share", "Informal sessions", "in an informal setting, such as over lunch", "setting"),
)
