"""The journeys of clients, as data and pure functions: no database, no web, no clock.

`definition` says what a journey is, `engine` answers what may be done (`plan`) and what follows when it
is done (`decide`), `state` folds what happened into where a case stands.
"""
