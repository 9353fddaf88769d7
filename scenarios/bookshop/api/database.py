"""Connections to PostgreSQL, kept for reuse and given up as soon as one of them breaks."""

import os
import queue
import threading
from contextlib import contextmanager
from pathlib import Path

import psycopg2


def connect():
    return psycopg2.connect(
        host=os.environ["DB_HOST"],
        dbname=os.environ["DB_NAME"],
        user=os.environ["DB_USER"],
        password=Path(os.environ["DB_PASSWORD_FILE"]).read_text().strip(),
        connect_timeout=2,
        # A database that vanished with its network never says goodbye.
        tcp_user_timeout=3000,
        options="-c statement_timeout=5000",
    )


class Busy(Exception):
    """All connections are in use, and none came free in time."""


class Connections:
    def __init__(self, limit):
        self._places = threading.Semaphore(limit)
        self._idle = queue.LifoQueue()

    @contextmanager
    def transaction(self):
        """A cursor in a transaction of its own: committed at the end, rolled back on an error."""
        if not self._places.acquire(timeout=2):
            raise Busy("all connections to the database are in use")
        try:
            connection = self._idle_or_new()
            try:
                with connection, connection.cursor() as cursor:
                    yield cursor
            except BaseException:
                # One broken connection means that the database went away: the others, opened
                # before, are as dead. The next request begins with a new one.
                connection.close()
                self._drop_idle()
                raise
            self._idle.put(connection)
        finally:
            self._places.release()

    def _idle_or_new(self):
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return connect()

    def _drop_idle(self):
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return
