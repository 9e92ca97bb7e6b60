"""Cases that are in nobody's hands: without a worker, or with one who no longer works on cases. SQL on a case `c`.

Whoever closes an account, takes a role away or closes an organisation needs to touch no case: all lists ask here.
"""

from app.capabilities import OWN_CASES

_ROLES = ", ".join(f"'{role}'" for role in sorted(OWN_CASES.roles))
GONE_WORKERS = f"""SELECT g.id FROM workers g WHERE NOT g.active
    OR NOT EXISTS (SELECT 1 FROM worker_roles gr WHERE gr.worker = g.id AND gr.role IN ({_ROLES}))
    OR EXISTS (SELECT 1 FROM organisations go WHERE go.id = g.organisation AND go.closed_at IS NOT NULL)"""
"""Who can hold no case: the account is closed, no role for it is left, or the organisation is closed."""
GONE = f"c.worker IN ({GONE_WORKERS})"
NOBODYS = f"(c.worker IS NULL OR {GONE})"
