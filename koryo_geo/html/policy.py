"""The Content-Security-Policy of a page."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


#: The policy of a page that has neither scripts nor pictures.
STILL = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


#: What a page's policy adds that shows its neighbours in frames, from a server or from a folder.
FRAMES = "; frame-src 'self' file:"


def _hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def policy(page: str, allow_hosts: Sequence[str] = ()) -> str:
    """Write the Content-Security-Policy under which only a page's own inline scripts run, and nothing is fetched.

    Parameters
    ----------
    page : str
        HTML that holds the page's scripts.
    allow_hosts : sequence of str
        Origins that pictures may come from.
    """
    hashes = [_hash(text) for text in _INLINE_SCRIPT.findall(page)]
    pictures = " ".join(["data:", "blob:", *allow_hosts])
    return (
        f"default-src 'none'; script-src {' '.join(dict.fromkeys(hashes))}; style-src 'unsafe-inline'; "
        f"img-src {pictures}; font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"
    )
