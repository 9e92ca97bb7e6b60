"""What the note on safe contact leaves open: the home, the telephone, or neither."""

from typing import cast

from workflows.lists import ContactCode, codes


def contact(code: str) -> ContactCode:
    """Return what a way of contact allows; a code that there is not allows nothing."""
    entry = codes("safe_contact").get(code)
    return cast(ContactCode, entry) if entry else ContactCode(id=code, en=code)
