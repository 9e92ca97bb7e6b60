"""HTTP: access rules, sessions' user, CSRF, headers, errors, static files."""
