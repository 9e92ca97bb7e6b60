"""The division's reports: figures counted from the event log, each leading to its cases."""
