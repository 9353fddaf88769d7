"""The orders service.

GET  /health            200 when the orders can be read
GET  /orders/ID         one order
GET  /orders?title=X    the orders with that title; without it, the latest hundred
POST /orders            {"title": X} places an order
"""

import json
import os
import re
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import psycopg2

from database import Busy, Connections

MAX_BODY = 64 * 1024
MAX_ID = 2**63 - 1

connections = Connections(limit=int(os.environ["DB_CONNECTIONS"]))


class Refused(Exception):
    """A request that is answered with a status and a sentence."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def health():
    with connections.transaction() as cursor:
        cursor.execute("SELECT 1 FROM orders LIMIT 1")
    return {"status": "ok"}


def order(number):
    if number > MAX_ID:
        raise Refused(404, f"no order {number}")
    with connections.transaction() as cursor:
        cursor.execute("SELECT id, title FROM orders WHERE id = %s", (number,))
        row = cursor.fetchone()
    if row is None:
        raise Refused(404, f"no order {number}")
    return as_json(row)


def orders(title):
    with connections.transaction() as cursor:
        if title is None:
            cursor.execute("SELECT id, title FROM orders ORDER BY id DESC LIMIT 100")
        else:
            cursor.execute(
                "SELECT id, title FROM orders WHERE title = %s ORDER BY id LIMIT 100", (title,)
            )
        return [as_json(row) for row in cursor.fetchall()]


def place(wanted):
    title = wanted.get("title") if isinstance(wanted, dict) else None
    if not isinstance(title, str) or not 1 <= len(title) <= 200 or "\0" in title:
        raise Refused(400, "an order needs a title of 1 to 200 characters")
    with connections.transaction() as cursor:
        cursor.execute("INSERT INTO orders (title) VALUES (%s) RETURNING id, title", (title,))
        return as_json(cursor.fetchone())


def as_json(row):
    return {"id": row[0], "title": row[1]}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self):
        self.answer(200, self.read)

    def do_POST(self):
        self.answer(201, self.write)

    def read(self):
        url = urlsplit(self.path)
        if url.path == "/health":
            return health()
        if url.path == "/orders":
            title = parse_qs(url.query).get("title", [None])[0]
            if title is not None and "\0" in title:
                raise Refused(400, "a title holds no zero byte")
            return orders(title)
        one = re.fullmatch(r"/orders/([0-9]{1,19})", url.path)
        if one:
            return order(int(one[1]))
        raise Refused(404, "nothing here")

    def write(self):
        body = self.body()
        if urlsplit(self.path).path != "/orders":
            raise Refused(404, "nothing here")
        try:
            return place(json.loads(body))
        except ValueError:
            raise Refused(400, "the body is not JSON") from None

    def body(self):
        # A body that is not read would be taken for the next request on this connection.
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_BODY:
            self.close_connection = True
            raise Refused(413, f"a body needs its length, at most {MAX_BODY} bytes")
        return self.rfile.read(int(length))

    def answer(self, status, work):
        try:
            content = work()
        except Refused as refused:
            status, content = refused.status, {"error": str(refused)}
        except (psycopg2.Error, Busy, OSError) as error:
            self.log_error("%s", error)
            status, content = 503, {"error": "the orders cannot be reached"}
        text = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_request(self, code="-", size="-"):
        """Only failures are logged: health checks would drown everything else."""


class Server(ThreadingHTTPServer):
    request_queue_size = 128


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print("serving orders on 8080", flush=True)
    Server(("", 8080), Handler).serve_forever()
