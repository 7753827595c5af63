"""Web addresses: whether one is usable, and which site it belongs to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# A web archive puts its own address before the page's: ".../web/20260131101500/http://...".
_ARCHIVED = re.compile(r"https?://[^/]{1,100}/(?:web/)?\d{8,14}[a-z_]{0,4}/(?=https?://)")


def is_web(url: str) -> bool:
    """Whether it is an http or https address; any other is never linked to.

    >>> is_web("javascript:alert(1)")
    False
    """
    return _host(url) is not None


def site_of(url: str) -> str | None:
    """The site that published a page, also where the page comes from a web archive.

    >>> site_of("https://web.archive.example/web/20260131101500/http://www.orlopost.example/a")
    'orlopost.example'
    """
    host = _host(_ARCHIVED.sub("", url, count=1))
    return host.removeprefix("www.") if host else None


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return host if parts.scheme in ("http", "https") else None
