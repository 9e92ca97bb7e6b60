"""All routes of a case page."""

from app.casework import case_routes, note_routes, record_routes, task_routes
from app.casework.documents import routes as document_routes
from app.casework.moves import assign_routes, time_routes, urgency_routes
from app.casework.moves import routes as move_routes
from app.casework.visits import routes as visit_routes

routes = [
    case_routes.show,
    note_routes.add_note,
    note_routes.timeline,
    *move_routes.routes,
    *task_routes.routes,
    *visit_routes.routes,
    *document_routes.routes,
    *assign_routes.routes,
    *urgency_routes.routes,
    *time_routes.routes,
    *record_routes.routes,
]
