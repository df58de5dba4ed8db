"""The console as a browser without scripts sees it: cookies, redirects, forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

SECONDS_MAX = 60
COOKIE = "iamd-console"


@dataclass
class Form:
    """A form of a page."""

    action: str
    # The names of its fields, and what stands in them.
    fields: dict = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page by their ids."""

    def __init__(self, page):
        super().__init__()
        self.found, self.current = {}, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.current = Form(attributes.get("action", ""))
            self.found[attributes.get("id")] = self.current
        elif tag == "input" and self.current and attributes.get("name"):
            self.current.fields[attributes["name"]] = attributes.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.current = None


class Browser:
    """A browser without scripts."""

    def __init__(self, ca_file=None):
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = ca_file or True

    def open(self, url, **options):
        return self.session.get(url, timeout=SECONDS_MAX, **options)

    def step(self, url):
        """The answer to one request, whether it leads on or not."""
        return self.open(url, allow_redirects=False)

    def submit(self, page, form_id, headers=None, follows=True, **filled):
        """Fills in a form of a page, and sends it off as a browser does. It goes where the answer
        leads if it follows."""
        form = Forms(page.text).found[form_id]
        address = urljoin(page.url, form.action)
        origin = "/".join(page.url.split("/")[:3])
        sent = {"Origin": origin, "Sec-Fetch-Site": "same-origin"} | (headers or {})
        return self.session.post(
            address,
            data=form.fields | filled,
            headers=sent,
            timeout=SECONDS_MAX,
            allow_redirects=follows,
        )

    def present(self, value):
        """From now on it has this text in its cookie."""
        name, domain = self.cookie.name, self.cookie.domain
        self.session.cookies.clear()
        self.session.cookies.set(name, value, domain=domain, path="/")

    @property
    def cookie(self):
        """The cookie of its console session."""
        (found,) = [it for it in self.session.cookies if it.name.endswith(COOKIE)]
        return found

    def is_signed_in(self, server):
        """Whether the console knows it."""
        return self.step(f"{server.console}/").status_code == 200

    def is_denied(self, server, path):
        """Whether the console shows on a page that a policy refuses what it is about."""
        page = self.open(f"{server.console}{path}")
        assert page.status_code in (200, 403), page.status_code
        return "is not authorized to perform" in page.text


def sign_in(server, account, user_name, password, browser=None, **headers):
    """A browser in which somebody gave a password, and the page to which that led.

    The root user has no name.
    """
    browser = browser or Browser()
    path = "/signin" if user_name else "/signin/root"
    page = browser.open(f"{server.console}{path}")
    filled = {"account": account, "password": password}
    if user_name:
        filled["user_name"] = user_name
    return browser, browser.submit(page, "sign-in", headers, **filled)
