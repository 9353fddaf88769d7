"""Brings the schema, as often as it is asked to."""

from pathlib import Path

from database import connect

# Two migrations at once would both find no table: the lock lets one wait for the other.
LOCK = 20_030

with connect() as connection, connection.cursor() as cursor:
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
    cursor.execute(Path("schema.sql").read_text())
print("the schema is in place")
