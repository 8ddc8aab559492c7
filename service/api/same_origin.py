"""Keep other sites from sending our forms."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import HTTPException, Request


async def same_origin(request: Request) -> None:
    """Refuse a form that a browser sent from another site.

    Browsers name the sender in ``Sec-Fetch-Site`` or ``Origin``; what is no browser names none,
    and has no user's session to abuse.

    Raises:
        HTTPException: 403, the form came from elsewhere.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        foreign = site not in ("same-origin", "none")
    else:
        foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign:
        raise HTTPException(403, "The form was sent from another site.")
