"""The case page: all of it for the division's own people, their share for everybody else."""

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from app.capabilities import SEE_CASES
from app.cases.partner_visibility import is_inside
from app.casework.case_context import load_case
from app.casework.case_page import whole_page
from app.casework.partner_page import partner_page
from app.web.http.access import may
from app.web.http.current_user import Signed


@get("/cases/{number:str}", opt=may(SEE_CASES), name="casework:case")
async def show(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show a case."""
    return await case_page(request, number)


async def case_page(
    request: Signed, number: str, *, note_form: object = None, status: int = 200
) -> Response[Any]:
    """Render the case page, with a note form that was refused if there is one."""
    desk = await load_case(request, number)
    render = whole_page if is_inside(desk.me) else partner_page
    return await render(request, desk, note_form=note_form, status=status)
