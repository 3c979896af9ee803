"""Whether feeds can be read at the address that the settings name: the page alone serves none.

Asks that address itself; remembers nothing.
"""

import httpx

from app.settings import Settings

# A reader waits for it; a server of the same machine answers within a few milliseconds.
_TIMEOUT_S = 0.5


def feeds_are_served(settings: Settings, *, here: bool) -> bool:
    """Whether the settings name a public address of the HTTP API; or, for a reader who sits at this machine (`here`),
    whether it answers at the address that it has unless they do.
    """
    return settings.api_url != Settings().api_url or (here and _lives(settings.api_url))


def _lives(api_url: str) -> bool:
    """Whether `hoibao serve`, and no other program, answers there."""
    try:
        # No proxy of the environment: it is this machine that is asked.
        with httpx.Client(timeout=_TIMEOUT_S, trust_env=False) as client:
            answer = client.get(f"{api_url.rstrip('/')}/api/health")
            told = answer.json()
    except (httpx.HTTPError, ValueError):
        return False
    return answer.status_code == httpx.codes.OK and isinstance(told, dict) and told.get("ok") is True
