"""A client of the API over HTTP, as a script would have it."""

import http.cookiejar
import json
import re
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from typing import Any

PATIENCE = 60.0


class Client:
    """Signed in with a token; `events` signs in with a session, as a browser does."""

    def __init__(self, address: str, name: str, password: str) -> None:
        self.address = address
        self._account = (name, password)
        self._token = ""
        self._token = self.post("token/", {"username": name, "password": password})["token"]

    def get(self, path: str) -> Any:
        """The JSON at this path of the API."""
        return json.loads(self.fetch(f"/api/v1/{path}")[0])

    def post(self, path: str, body: Any = None) -> Any:
        """The JSON that answers this JSON."""
        headers = {"Content-Type": "application/json"}
        return json.loads(self.fetch(f"/api/v1/{path}", json.dumps(body or {}).encode(), headers)[0])

    def upload(self, path: str, files: dict[str, bytes]) -> Any:
        """The JSON that answers these files, sent as a form."""
        line = uuid.uuid4().hex.encode()
        parts = [
            b'--%s\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n'
            % (line, name.encode(), content)
            for name, content in files.items()
        ]
        body = b"".join([*parts, b"--", line, b"--\r\n"])
        headers = {"Content-Type": f"multipart/form-data; boundary={line.decode()}"}
        return json.loads(self.fetch(f"/api/v1/{path}", body, headers)[0])

    def fetch(self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[bytes, Any]:
        """The bytes and the headers at this path. Raises urllib.error.HTTPError."""
        headers = dict(headers or {})
        if self._token:
            headers["Authorization"] = f"Token {self._token}"
        with urllib.request.urlopen(urllib.request.Request(self.address + path, body, headers), timeout=60) as answer:
            return answer.read(), answer.headers

    def wait(self, path: str, until: Callable[[Any], bool]) -> Any:
        """The JSON at this path as soon as it is so. Raises TimeoutError with the last that was seen."""
        deadline = time.monotonic() + PATIENCE
        while not until(found := self.get(path)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} stays {str(found)[:2000]}")
            time.sleep(0.1)
        return found

    def events(self, design: str) -> Iterator[tuple[str, Any]]:
        """The events of a design as they come, by name, from a session."""
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        with browser.open(f"{self.address}/sign-in/", timeout=30) as page:
            found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
        if found is None:
            raise ValueError("The page to sign in has no form")
        name, password = self._account
        form = {"username": name, "password": password, "csrfmiddlewaretoken": found[1]}
        browser.open(f"{self.address}/sign-in/", urllib.parse.urlencode(form).encode(), timeout=30).close()
        with browser.open(f"{self.address}/designs/{design}/events/", timeout=30) as stream:
            event = ""
            for line in stream:
                field, _, value = line.decode().rstrip("\n").partition(": ")
                if field == "event":
                    event = value
                elif field == "data":
                    yield event, json.loads(value)
