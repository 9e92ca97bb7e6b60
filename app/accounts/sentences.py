"""What the two doors, for a password and for a code, say in the same words."""

from math import ceil

from app.accounts.actions import Expired, Wait
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import day


def wait_words(outcome: Wait) -> str:
    """Say how long somebody has to wait who was wrong several times."""
    minutes = ceil(outcome.time.total_seconds() / 60)
    return ngettext(
        "There were several wrong passwords. Try again in a minute; nothing is lost.",
        "There were several wrong passwords. Try again in %(n)s minutes; nothing is lost.",
        minutes,
    )


def expired_words(outcome: Expired) -> str:
    """Say that a partner's account is past its last day."""
    return _(
        "This account ended on %(day)s. Ask the administrator of the social office to extend it.",
        day=day(outcome.last_day),
    )
