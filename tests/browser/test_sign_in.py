"""Signing in at a real provider: roles from claims, and cookies that are over, copied, expired or changed."""

from __future__ import annotations

import json
import re
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from analytics.program import Program
from analytics.release.publish import publish
from tests.browser.conftest import TWOWAY, free_port, running, twoway
from tests.company import company

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

COOKIE = "_streamlit_user"
PEOPLE: dict[str, dict[str, Any]] = {
    "eve": {"email": "eve@example.com", "groups": ["board"]},
    "leo": {"email": "leo@example.com", "groups": ["unit-heads"], "department": "D-100"},
    "sam": {"email": "sam@example.com"},
}
SETTINGS = """
[sign_in]
address = "http://127.0.0.1:{port}"
discovery = "http://localhost:{provider}/.well-known/openid-configuration"
client_id = "twoway"
client_secret_file = "client-secret"

[sign_in.roles]
claim = "groups"
of = {{ board = ["executive"], unit-heads = ["scoped_leader"] }}

[sign_in.scope]
claim = "department"
of = {{ D-100 = ["Sales"] }}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A dashboard that people sign in to, its address and the file with its settings."""

    address: str
    port: int
    settings: Path

    def cookie(self, **claims: object) -> dict[str, Any]:
        """A cookie that the server's own secret signs, for whatever claims."""
        secret = (self.settings.parent / ".sign-in" / "cookie-secret").read_text(encoding="ascii")
        said = {"origin": self.address, "is_logged_in": True, "provider": "default", "sub": "eve", **PEOPLE["eve"]}
        value = create_signed_value(secret, COOKIE, json.dumps({**said, **claims})).decode()
        return {"name": COOKIE, "value": value, "url": self.address}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """A viewers' dashboard over a release of the small company, and a provider beside it."""
    folder = tmp_path_factory.mktemp("guarded")
    publish(company(folder), Program(), folder / "published", at="2026-01-05T09:00:00+00:00")
    port, provider = free_port(), free_port()
    settings = folder / "sign-in.toml"
    settings.write_text(SETTINGS.format(port=port, provider=provider), encoding="utf-8")
    (folder / "client-secret").write_text("made up", encoding="ascii")
    (folder / "client-secret").chmod(0o600)
    users = [part for name, said in PEOPLE.items() for part in ("--user-claims", json.dumps({"sub": name, **said}))]
    provide = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(provider), *users]
    serve: list[str | Path] = [
        TWOWAY,
        "serve",
        "--published",
        folder / "published",
        "--sign-in",
        settings,
        "--port",
        str(port),
    ]
    with (
        running(provide, provider, folder / "provider.log", health="/.well-known/openid-configuration"),
        running(serve, port, folder / "server.log"),
    ):
        yield Guarded(address=f"http://127.0.0.1:{port}", port=port, settings=settings)


@pytest.fixture
def browse(chromium: Browser, guarded: Guarded) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a new browser, with the cookies of another one or with none."""
    contexts: list[BrowserContext] = []

    def made(cookies: list[Any] | None = None) -> BrowserContext:
        context = chromium.new_context(base_url=guarded.address)
        context.set_default_timeout(60_000)
        context.add_cookies(cookies or [])
        contexts.append(context)
        return context

    yield made
    for context in contexts:
        context.close()


def signed_in(context: BrowserContext, name: str) -> Page:
    """A page of somebody who has just signed in."""
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text("@example.com")).to_be_visible(timeout=60_000)
    return page


def links(page: Page) -> Locator:
    """The links to the pages."""
    return page.get_by_test_id("stPageLink-NavLink")


def shown_to(context: BrowserContext, *, words: str) -> Page:
    """A page that says this in place of any result."""
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_text(words)).to_be_visible(timeout=60_000)
    expect(links(page)).to_have_count(0)
    return page


def listen(page: Page) -> list[bytes]:
    """Everything that a page is sent over its websocket from now on."""
    heard: list[bytes] = []

    def keep(frame: str | bytes) -> None:
        heard.append(frame.encode() if isinstance(frame, str) else frame)

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    return heard


def test_who_has_not_signed_in_is_sent_nothing(browse: Callable[..., BrowserContext]) -> None:
    page = browse().new_page()
    heard = listen(page)
    for path in ("/", "/retention?generation=Gen+Z", "/methods"):
        page.goto(path)
        expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=60_000)
    sent = b"".join(heard)
    assert sent
    for word in (b"Reverse mentoring", b"2024-12", b"Gen Z", b"Sales", b"data version"):
        assert word not in sent


def test_an_executive_gets_the_pages_of_an_executive(browse: Callable[..., BrowserContext]) -> None:
    context = browse()
    page = signed_in(context, "eve")
    expect(page.get_by_text("Executive")).to_be_visible()
    expect(page.get_by_role("link", name="Retention")).to_be_visible()
    expect(page.get_by_role("link", name="Import")).to_have_count(0)
    for path in ("/import", "/pairs"):
        page.goto(path)
        expect(page.get_by_text("You may not see this page")).to_be_visible()
    (cookie,) = [one for one in context.cookies() if one["name"] == COOKIE]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert cookie["expires"] <= time.time() + 8 * 3600 + 5


def test_a_link_leads_to_its_page_and_filters_after_signing_in(browse: Callable[..., BrowserContext]) -> None:
    page = browse().new_page()
    page.goto("/retention?generation=Gen+Z")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="eve", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Retention")).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile(r"/retention\?generation=Gen(\+|%20)Z$"))
    expect(page.get_by_text("Gen Z, from")).to_be_visible()


def test_a_copied_cookie_is_refused_after_signing_out(browse: Callable[..., BrowserContext]) -> None:
    context = browse()
    page = signed_in(context, "eve")
    copied = context.cookies()
    other = browse(copied).new_page()
    other.goto("/retention")
    expect(other.get_by_role("link", name="Retention")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Sign out").click()
    page.locator("form").get_by_role("button").first.click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    shown_to(browse(copied), words="You are signed out.")
    other.get_by_role("link", name="Engagement").click()
    expect(other.get_by_text("You are signed out.")).to_be_visible()
    expect(links(other)).to_have_count(0)


def test_a_token_is_good_until_it_expires(browse: Callable[..., BrowserContext], guarded: Guarded) -> None:
    now = int(time.time())
    good = browse([guarded.cookie(iat=now, exp=now + 600)]).new_page()
    good.goto("/")
    expect(good.get_by_text("eve@example.com")).to_be_visible(timeout=60_000)
    for claims in ({"iat": now - 900, "exp": now - 300}, {"iat": now - 9 * 3600, "exp": now + 600}):
        shown_to(browse([guarded.cookie(**claims)]), words="You have been signed in for long enough.")


def test_a_changed_cookie_is_refused(browse: Callable[..., BrowserContext], guarded: Guarded) -> None:
    now = int(time.time())
    cookie = guarded.cookie(iat=now, exp=now + 600)
    first, rest = cookie["value"][:60], cookie["value"][60:]
    changed = first[:-1] + ("A" if first[-1] != "A" else "B") + rest
    others = create_signed_value("0" * 64, COOKIE, json.dumps({"is_logged_in": True, "sub": "eve"})).decode()
    for value in (changed, others, "", "chunks-9"):
        shown_to(browse([{**cookie, "value": value}]), words="Sign in to see the results of the program.")


def test_a_leader_is_sent_nothing_about_other_units(browse: Callable[..., BrowserContext]) -> None:
    page = signed_in(browse(), "leo")
    heard = listen(page)
    for path in ("/engagement", "/retention", "/participation", "/methods", "/pilot-comparison"):
        page.goto(path)
        expect(page.get_by_text("Leader of a unit: Sales")).to_be_visible(timeout=60_000)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    sent = b"".join(heard)
    assert b"in the business unit Sales" in sent
    assert b"Finance" not in sent
    page.goto("/engagement?business_unit=Finance")
    expect(page.get_by_text("in the business unit Finance").first).to_be_visible()
    expect(page.get_by_text(re.compile("not published", re.IGNORECASE)).filter(visible=True).first).to_be_visible()


def test_somebody_without_a_role_is_shown_nothing(browse: Callable[..., BrowserContext]) -> None:
    page = browse().new_page()
    page.goto("/")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="sam", exact=True).click()
    expect(page.get_by_text("Nobody has given you a role here.")).to_be_visible(timeout=60_000)
    expect(links(page)).to_have_count(0)


def test_the_steward_ends_sessions_that_are_open(browse: Callable[..., BrowserContext], guarded: Guarded) -> None:
    page = signed_in(browse(), "leo")
    twoway("sign-out", "leo@example.com", "--sign-in", str(guarded.settings))
    page.get_by_role("link", name="Retention").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_role_taken_away_is_gone_at_the_next_click(browse: Callable[..., BrowserContext], guarded: Guarded) -> None:
    now, text = int(time.time()), guarded.settings.read_text(encoding="utf-8")
    page = browse([guarded.cookie(iat=now, exp=now + 600)]).new_page()
    page.goto("/")
    expect(page.get_by_text("eve@example.com")).to_be_visible(timeout=60_000)
    try:
        guarded.settings.write_text(text.replace("board =", "council ="), encoding="utf-8")
        page.get_by_role("link", name="Retention").click()
        expect(page.get_by_text("Nobody has given you a role here.")).to_be_visible()
        guarded.settings.write_text("[sign_in", encoding="utf-8")
        page.goto("/")
        expect(page.get_by_text("Nobody can be let in at the moment.")).to_be_visible()
    finally:
        guarded.settings.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("host", "status"), [("attacker.example", 421), ("127.0.0.1", 200), ("localhost", 200)])
def test_the_server_answers_to_its_own_names(guarded: Guarded, host: str, status: int) -> None:
    with closing(HTTPConnection("127.0.0.1", guarded.port, timeout=30)) as connection:
        connection.request("GET", "/", headers={"Host": f"{host}:{guarded.port}"})
        assert connection.getresponse().status == status
