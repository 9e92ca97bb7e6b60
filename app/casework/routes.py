"""All routes of a case page."""

from app.casework import (
    assign_routes,
    case_routes,
    document_routes,
    move_routes,
    note_routes,
    record_routes,
    task_routes,
    visit_routes,
)

routes = [
    case_routes.show,
    note_routes.add_note,
    note_routes.timeline,
    *move_routes.routes,
    *task_routes.routes,
    *visit_routes.routes,
    *document_routes.routes,
    *assign_routes.routes,
    *record_routes.routes,
]
