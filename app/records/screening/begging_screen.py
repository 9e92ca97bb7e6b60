"""Who begs for whom: made to, for a share, or by using others. Screen of the division for people who beg."""

from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class BeggingScreen(
    Record,
    name="begging_screen",
    when=Words("Tanggal percakapan", "Day of the conversation"),
    readers=WITH_CARE,
):
    """For whom the client begs record: who sends the client, who gets the money, who is used to arouse pity."""

    exploitation: Annotated[
        str,
        Code("begging_exploitation"),
        Ask("Untuk siapa klien mengemis", "For whom the client begs", "radios"),
    ]
    takes_money: Annotated[
        str | None,
        Meta(max_length=300),
        Ask(
            "Siapa yang mengambil uangnya",
            "Who takes the money",
            hint=Words(
                "Cukup ciri-cirinya; nama hanya bila aman.", "A description is enough; a name only if safe."
            ),
            sometimes=True,
        ),
    ] = None
    transport: Annotated[
        str | None,
        Meta(max_length=300),
        Ask("Siapa yang mengantar klien ke tempat itu", "Who brings the client to the place"),
    ] = None
    with_child: Annotated[
        bool | None,
        Ask(
            "Apakah ada anak yang dilibatkan untuk menarik belas kasihan?",
            "Was a child used to arouse pity?",
            "yesno",
            heading=Words("Orang lain yang bersamanya", "Others who were there"),
        ),
    ] = None
    child_of_client: Annotated[
        bool | None,
        Ask("Apakah anak itu anak klien sendiri?", "Is it the client's own child?", "yesno", optional=True),
    ] = None
    child_safe: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask(
            "Di mana anak itu sekarang, dan siapa yang menanganinya",
            "Where the child is now, and who sees to it",
            sometimes=True,
        ),
    ] = None
    with_disabled: Annotated[
        bool | None,
        Ask(
            "Apakah ada orang sakit atau penyandang disabilitas yang dimanfaatkan?",
            "Was somebody ill or with a disability used?",
            "yesno",
        ),
    ] = None
    note: Annotated[str | None, Meta(max_length=2000), Ask("Catatan", "Note")] = None

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask where a child that was used is now, and who takes the money."""
        errors: dict[str, str] = {}
        if self.with_child and not self.child_safe:
            errors["child_safe"] = both(
                "Tuliskan di mana anak itu sekarang dan siapa yang menanganinya.",
                "Say where the child is now and who sees to it.",
            )
        if self.exploitation in {"DISURUH", "SETORAN"} and not self.takes_money:
            errors["takes_money"] = both(
                "Tuliskan siapa yang mengambil uangnya, sejauh diketahui.",
                "Say who takes the money, as far as it is known.",
            )
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Tell the case whether somebody lives off the client, or the client off others, and when it was asked."""
        return {
            "exploitation": self.exploitation,
            "exploitation_on": str(context.occurred_on),
            "with_child": bool(self.with_child),
        }
