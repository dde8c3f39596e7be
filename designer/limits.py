"""A bound on the body of a request, held before anything of it is stored."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class _TooLarge(Exception):
    pass


def limit_bodies(application: Application) -> Application:
    """The application with requests larger than MAX_BODY_BYTES refused: 413 in the API's shape of errors."""

    async def limited(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not declared.isdigit() or int(declared) > settings.MAX_BODY_BYTES:
            await _refuse(send)
            return
        received, answering = 0, False

        async def count() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > settings.MAX_BODY_BYTES:
                raise _TooLarge
            return message

        async def watch(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await application(scope, count, watch)
        except _TooLarge:
            if answering:
                raise
            await _refuse(send)

    return limited


async def _refuse(send: Send) -> None:
    megabytes = settings.MAX_BODY_BYTES // (1024 * 1024)
    answer = {"code": "too-large", "message": f"A request holds at most {megabytes} MB.", "details": {}}
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(answer).encode()})
