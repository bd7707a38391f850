"""Web addresses among the inputs: which text is one, which are accepted, and what a page is called for people.

Enters: text as a person, a feed or a redirect gives it. Leaves: a checked `Address`, or the name of a page. Refuses, with
a `ValueError` that says what was found: other schemes than http and https, names and passwords in an address, no host.
Nothing here goes to the network; `data_prep/fetch.py` does, before anything is extracted.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit, urlunsplit

ACCEPTED = "Accepted: an address as https://www.example.com/news/story"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_LONGEST = 2000  # characters of an address
_LONGEST_NAME = 120  # characters of a page's name
_PORTS = {"http": 80, "https": 443}
ENDINGS = {  # content type -> the ending by which its reader knows it
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/feed+json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/octet-stream": "",  # says nothing: the first bytes tell
    "": "",
}


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for: normal in its form, without its fragment."""

    url: str
    scheme: str
    host: str
    port: int
    target: str  # path and query, as sent

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{_host_in_url(self.host)}:{self.port}"

    @property
    def has_usual_port(self) -> bool:
        """Whether it is a port of the web: 80 or 443."""
        return self.port in _PORTS.values()


def is_address(given: object) -> bool:
    """Whether an input is meant as a web address and not as a path of this machine."""
    return isinstance(given, str) and bool(_ADDRESS.match(given.strip()))


def read_address(text: str) -> Address:
    """The address in `text`. Raises ValueError with what is wrong about it."""
    text = text.strip()
    if len(text) > _LONGEST:
        raise ValueError(f"an address of {len(text):,} characters, of at most {_LONGEST:,}")
    if re.search(r"[\x00-\x20\x7f\\]", text):
        raise ValueError("an address with a blank, a backslash or an unseen character in it")
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise ValueError(f"an address that cannot be read ({error})") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ValueError(
            f"an address of the kind {scheme or 'without a beginning'}:// (only http and https are fetched)"
        )
    if "@" in parts.netloc:
        raise ValueError("an address with a name or password in it")
    if not host or "%" in host or port == 0:
        raise ValueError("an address without a host" if not host else "an address whose host or port is none")
    host = _plain_host(host)
    port = port or _PORTS[scheme]
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~-._?") for part in (parts.path or "/", parts.query))
    netloc = _host_in_url(host) + (f":{port}" if port != _PORTS[scheme] else "")
    url = urlunsplit((scheme, netloc, path.replace("?", "%3F"), query, ""))
    return Address(url, scheme, host, port, url[len(f"{scheme}://{netloc}") :])


def without_password(address: str) -> str:
    """An address as it may be shown and written down."""
    return re.sub(r"(?<=://)[^/?#]*@", "", address)


def _plain_host(host: str) -> str:
    """A host in lower case, letters beyond ASCII as DNS has them."""
    if host.isascii():
        if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
            raise ValueError(f"an address whose host cannot be one ({host[:60]})")
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError(f"an address whose host cannot be one ({host[:60]})") from None


def _host_in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def name_page(url: str, content_type: str) -> str:
    """What a page is called for people: host and path, with the ending by which its reader knows it."""
    parts = urlsplit(url)
    steps = [re.sub(r"[\x00-\x1f\x7f\\]", "", unquote(step)).strip() for step in parts.path.split("/")]
    name = "/".join([parts.netloc.replace(":", "-"), *(step for step in steps if step.strip("."))])
    if parts.query:
        name += "-" + re.sub(r"[^\w=.]+", "-", unquote(parts.query)).strip("-")
    ending = ENDINGS.get(content_type, "")
    own = PurePosixPath(name).suffix.lower() if "/" in name else ""
    if len(name) > _LONGEST_NAME:
        name, own = name[:_LONGEST_NAME].rstrip("-/. "), ""
    same = {".htm": ".html", ".xhtml": ".html", ".markdown": ".md", ".text": ".txt", ".rss": ".xml", ".atom": ".xml"}
    return name if not ending or same.get(own, own) == ending else name + ending
