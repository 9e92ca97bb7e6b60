"""What the sign-in and account pages send."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.web.forms.decoding import Label


class SignInForm(msgspec.Struct, frozen=True):
    """The door. ``next`` is where to go afterwards, an address of ours."""

    username: Annotated[str, Meta(max_length=60), Label("Username")]
    password: Annotated[str, Meta(max_length=200), Label("Password")]
    next: Annotated[str, Meta(max_length=2000)] = "/"


class PasswordForm(msgspec.Struct, frozen=True):
    """A new password, typed twice, with the old one as proof."""

    password: Annotated[str, Meta(max_length=200), Label("Present password")]
    new_password: Annotated[str, Meta(max_length=200), Label("New password")]
    new_password_again: Annotated[str, Meta(max_length=200), Label("New password, again")]


class LanguageForm(msgspec.Struct, frozen=True):
    """The language of every page from now on. ``back`` is the page on which the switch stood."""

    language: Literal["id", "en"]
    back: Annotated[str, Meta(max_length=2000)] = ""


class ActivationForm(msgspec.Struct, frozen=True):
    """The code that an administrator handed over, and the password that the person chose."""

    username: Annotated[str, Meta(max_length=60), Label("Username")]
    code: Annotated[str, Meta(max_length=40), Label("Code")]
    new_password: Annotated[str, Meta(max_length=200), Label("New password")]
    new_password_again: Annotated[str, Meta(max_length=200), Label("New password, again")]
