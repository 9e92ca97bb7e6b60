"""Roles as options of a form, each with a sentence on what it does and sees, for whoever gives it out."""

from app.capabilities import ROLES
from app.web.i18n import lists
from app.web.pages.render import label


def options() -> list[tuple[str, str, str]]:
    """Return the roles as options with their sentence."""
    return [(code, words, label(ROLES[code].tells)) for code, words in lists.options("role")]
