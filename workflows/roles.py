"""The roles of the division: what a definition may name and an account may hold."""

ROLES = (
    "PEKSOS",
    "SAKTI",
    "TKSK",
    "LKS",
    "UPTD",
    "KABKOTA",
    "BAPAS_PK",
    "SUPERVISOR",
    "KASI",
    "KABID",
    "KADIS",
    "DATA",
    "AUDITOR",
    "DPO",
    "ADMIN",
    "SOP_OWNER",
)
"""The roles a definition may name: those of the division, not free text."""
