"""What a sender says once for a whole sheet: days and stage that it lacks, what its own words mean, what is taken of it."""

from datetime import date

import msgspec

from app.adoption.sheets.parsing import RowTold
from app.adoption.sheets.reading import SheetRow, Tab
from app.adoption.sheets.words import plain


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """Said once for a sheet. A row's own cell always goes before it."""

    people: bool = False
    """Only the people are taken, without cases."""
    type: str = ""
    region: str = ""
    opened: date | None = None
    stage: str = ""
    entered: date | None = None
    words: dict[str, str] = {}
    """`type gepeng` → the code that it means here."""
    left: tuple[str, ...] = ()
    """Tabs that are not taken."""
    hidden: bool = False
    """Whether hidden tabs, rows and columns are taken too."""

    def filled(self, entry: RowTold) -> RowTold:
        """Put what was said once where a row says nothing."""
        own = {
            name: getattr(entry, name) or getattr(self, name)
            for name in ("type", "region", "opened", "stage", "entered")
        }
        return msgspec.structs.replace(entry, **own, people=self.people)

    def meaning(self, key: str, text: str) -> str:
        """Return the code that a word of the sheet was said to mean, or nothing."""
        return self.words.get(word_key(key, text), "")

    def takes(self, row: SheetRow) -> bool:
        """Tell whether a row is taken."""
        return row.tab not in self.left and (self.hidden or not row.hidden)

    def seen(self, row: SheetRow, tab: Tab) -> SheetRow:
        """Leave out of a row what stands in hidden columns, unless they are taken too."""
        out = set() if self.hidden or tab.hidden else {key for _heading, key in tab.hidden_columns}
        if not out:
            return row
        cells = {key: value for key, value in row.cells.items() if key not in out}
        return row._replace(cells=cells, formulas=row.formulas - out)


def word_key(key: str, text: str) -> str:
    """Return under which key the meaning of a word is kept."""
    return f"{key} {plain(text)}"
