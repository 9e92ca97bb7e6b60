"""What each role does and sees, in one sentence for whoever gives it out. `app.accounts.roles` makes it so."""

from typing import Final

from app.web.i18n import lists
from app.web.i18n.catalogue import lazy

TASKS: Final = {
    "PEKSOS": lazy("Works on the cases given to them."),
    "SAKTI": lazy("Works on the cases given to them in a kabupaten or kota."),
    "TKSK": lazy("Sees the people and cases of the kecamatan that is their place of work."),
    "LKS": lazy("Sees the clients sheltered with their organisation."),
    "UPTD": lazy("Sees the clients sheltered with their organisation."),
    "KABKOTA": lazy("Sees the cases handled in the kabupaten or kota that is their place of work."),
    "BAPAS_PK": lazy("Of the cases that name their office, sees what concerns it."),
    "SUPERVISOR": lazy("Sees the cases of their unit, assigns them, and decides on plans and closures."),
    "KASI": lazy("Sees the cases of their section's types, and decides for their supervisors."),
    "KABID": lazy("Sees every case, and answers for the monthly report."),
    "KADIS": lazy("Sees figures only, no case."),
    "DATA": lazy("Sees all clients, and of their cases what the data need."),
    "AUDITOR": lazy("Reads who did what and who opened what. No case."),
    "DPO": lazy("Reads the log; keeps retention, legal holds and access requests. No case."),
    "ADMIN": lazy("Keeps accounts and organisations. No case."),
    "SOP_OWNER": lazy("Keeps the journeys. No case."),
}


def options() -> list[tuple[str, str, str]]:
    """Return the roles as options with their sentence."""
    return [(code, words, str(TASKS[code])) for code, words in lists.options("role")]
