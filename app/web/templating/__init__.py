"""A template compiler: Jinja's templates, parsed by Jinja, made into plain Python functions.

Jinja's own code asks a context for every call, wraps every piece of text in a `Markup` and looks every attribute up
through the environment; on a case page that was more than half of the time its template took. What is compiled here
is what our templates use, with what Jinja means by it: `statements` and `expressions` write the source of a function,
`library` loads, links and renders, `runtime` is what the functions call. What is not known here is refused when a
template is loaded (`Unsupported`), never rendered in another way. Only Jinja's public interface is used: its parser,
its nodes, its filters and tests.
"""

from app.web.templating.library import Library, Shelf
from app.web.templating.source import Unsupported

__all__ = ["Library", "Shelf", "Unsupported"]
