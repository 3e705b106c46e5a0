#!/usr/bin/python3
"""A gateway for telephones, for tests. Prints its port, then one JSON object per request.

What a number does is in its end: …422 (refused), …500 (500 twice, then taken), …000 (taken, answered late). It checks the signature as
the README describes it and answers 409 to a key it has seen."""
import argparse
import hashlib
import hmac
import json
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = b"khoa bi mat cua bai thu"
seen = Counter()
taken = set()


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        signed = self.headers["x-motcua-timestamp"].encode() + b"." + body
        expected = "sha256=" + hmac.new(SECRET, signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, self.headers["x-motcua-signature"]):
            return self.answer(401)
        key = self.headers["idempotency-key"]
        letter = json.loads(body)
        seen[letter["to"]] += 1
        repeated = key in taken
        to = letter["to"]
        status = 200
        if repeated:
            status = 409
        elif to.endswith("422"):
            status = 422
        elif to.endswith("500") and seen[to] <= 2:
            status = 500
        if status == 200:
            taken.add(key)
        print(json.dumps({**letter, "key": key, "status": status, "repeated": repeated}), flush=True)
        if to.endswith("000"):
            time.sleep(4)
        self.answer(status)

    def log_message(self, *_):
        pass


parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, default=0)
server = ThreadingHTTPServer(("127.0.0.1", parser.parse_args().port), Gateway)
print(json.dumps({"port": server.server_address[1]}), flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
# The test that started it closes its input when it ends.
sys.stdin.read()
