"""Sign-in through an organisation's OpenID Connect: Streamlit's own `st.login`, whose signed cookie is read here."""

from __future__ import annotations

import json
from collections.abc import Mapping

from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


def way() -> str:
    """The address, below the page's, at which the organisation's sign-in begins."""
    return f"/auth/login?provider={encode_provider_token('default')}"


def signed_in(cookies: Mapping[str, str], claim: str) -> tuple[str, str] | None:
    """What tells this sign-in from others, and the account's name that the organisation gives; None without one.

    An address of mail that the organisation itself has not verified is nobody's.
    """
    secret = get_cookie_secret()
    content = get_cookie_with_chunks(
        lambda name: decode_signed_value(secret, name, cookies[name]) if name in cookies else None, USER_COOKIE_NAME
    )
    if not content:
        return None
    told = json.loads(content)
    name = told.get(claim)
    if not told.get("is_logged_in") or not isinstance(name, str) or not name:
        return None
    if claim == "email" and told.get("email_verified") is False:
        return None
    return cookies[USER_COOKIE_NAME] + content.decode(), name  # a long answer is cut into several cookies
