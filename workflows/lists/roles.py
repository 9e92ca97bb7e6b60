"""Role codes: what a definition may name and an account may hold, and what the engine itself reserves to some.

What each may do in the product beside the journeys stands in `app/capabilities.py`.
"""

from workflows.lists import codes

ROLES = tuple(codes("role"))
"""The roles a definition may name: those of the division, not free text."""

LEADERS = ("SUPERVISOR", "KASI", "KABID")
"""Who assigns, excuses, extends and relocates in every journey."""
VOIDERS = ("SUPERVISOR", "KASI")
"""Who takes the last move back in every journey, and renews a hold where a journey names nobody."""
ADOPTERS = ("SUPERVISOR", "KASI", "DATA")
"""Who takes running cases over, in every journey."""
REPORTERS = ("TKSK", "KABKOTA")
"""Who brings people to the division without working on their cases: a case may begin with their report."""
ADMINISTRATORS = ("ADMIN",)
"""Who sees to a fault in a journey."""
ALONE = ("KABID", "KADIS")
"""Roles that one person holds at a time: nobody else can look over that person's work in the same role."""
