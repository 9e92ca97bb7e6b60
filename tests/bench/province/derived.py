"""What triggers keep up row by row, made for all rows at once: the indexes of names and of likeness."""

from app.clients.tables import keys_of, parts_of, whole_index

WHOLE = {
    "sqlite": (
        f"INSERT INTO client_names (rowid, name_key, place_key, client) {whole_index('k')} ORDER BY 1",
        f"""INSERT INTO client_keys (key, client)
            SELECT DISTINCT key, client FROM ({keys_of("k", "clients k")}) WHERE key <> '' ORDER BY key, client""",
        f"""INSERT OR IGNORE INTO name_parts (part, word)
            {parts_of("k", "(SELECT DISTINCT name_key FROM clients) k")}""",
    ),
    "postgres": (
        """INSERT INTO client_keys (key, client)
           SELECT client_keys_of(k.name_key, k.birth_date, COALESCE(k.home_region, k.found_region)), k.id
           FROM clients k ORDER BY 1, 2 ON CONFLICT DO NOTHING""",
        """INSERT INTO name_parts (part, word)
           SELECT left(t.word, i - 1) || substr(t.word, i + 1), t.word
           FROM (SELECT DISTINCT word FROM clients k, client_words(k.name_key)) t, generate_series(1, length(t.word) + 1) i
           WHERE length(t.word) BETWEEN 2 AND 40 ORDER BY 1, 2 ON CONFLICT DO NOTHING""",
    ),
}
"""Statements for each engine; a test of the small province compares them with what the triggers write."""
