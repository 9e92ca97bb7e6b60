"""The web layer: what every slice's routes and templates lean on.

Language   from app.web.i18n.catalogue import gettext as _, ngettext, lazy       _("%(days)s days late", days=3)
Time       from app.web import clock                                  clock.now() (aware UTC), clock.today() (WIB)
Formats    from app.web import formats                                formats.number, day, instant, ago ...
Forms      from app.web.forms.decoding import read_form, read_query, refuse, Invalid, Code, File, Label
           read_form(request, Struct) -> Struct | Invalid; refuse(form, field="sentence") -> Invalid
Pages      from app.web.pages.render import page, fragment, see_other, wants_fragment
           page(request, "x.html", status=200, **context); see_other("/cases/X", notice=_("Saved."))
Errors     from app.web.http.errors import NotFound, Forbidden, Stale      raise them; handlers answer
Codes      from app.web.i18n.lists import CODES, code_label, options
Lists      from app.web import paging                                 paging.decode, page_of, address
Access     from app.web.http.access import may, PUBLIC, SIGNED_IN          opt=may(SEE_CASES)
Menu       app.web.pages.menu.LINKS
Static     {{ asset("app.css") }} in templates

In templates: filters date, short_date, datetime, time, month, number, tenths, percent, ago, file_size,
label (bilingual {id, en}), code_label(group); globals _, ngettext, csrf(), new_key(), options_of(group, only),
asset(name), address(path, params, **changes), today(), language(); macros in `_controls.html`.
The frame of a page has the names me, menu, menu_at, flash and path for itself: pass no context by these names.
"""
