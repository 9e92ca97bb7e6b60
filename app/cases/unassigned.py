"""Cases that are in nobody's hands: without a worker, or with one whose account was closed. SQL on a case `c`."""

GONE = "c.worker IN (SELECT g.id FROM workers g WHERE NOT g.active)"
NOBODYS = f"(c.worker IS NULL OR {GONE})"
