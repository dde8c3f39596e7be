"""The stream of server-sent events of one design."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import aclosing
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from .models import Design
from .news import Event, newsroom

MAX_STREAMS = 24  # of one account, in one process
KEEP_ALIVE = 15.0  # seconds; proxies close what says nothing for longer
RETRY_MS = 2000

_open_streams: Counter[int] = Counter()


async def events(request: HttpRequest, id: UUID) -> HttpResponse | StreamingHttpResponse:
    """What is new about a design, for its owner: see docs/architecture.md for the events."""
    owner = await sync_to_async(lambda: request.user.pk if request.user.is_authenticated else None)()
    if owner is None or not await Design.objects.filter(pk=id, owner=owner).aexists():
        raise Http404
    if _open_streams[owner] >= MAX_STREAMS:
        message = _("You have %d designs open at once; close some tabs.") % MAX_STREAMS
        return JsonResponse({"code": "too-many-streams", "message": message, "details": {}}, status=429)
    headers = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(_Stream(owner, id), content_type="text/event-stream", headers=headers)


class _Stream:
    """The content of the answer. It counts from its making until the answer is closed, sent whole or not."""

    def __init__(self, owner: int, design: UUID) -> None:
        self.owner, self.design, self.open = owner, design, True
        _open_streams[owner] += 1

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            async with aclosing(newsroom.listen(self.design, KEEP_ALIVE)) as news:
                async for happened in news:
                    yield b"".join(map(_write, happened)) or b": still here\n\n"
        finally:
            self.close()

    def close(self) -> None:
        """Count it no more."""
        if self.open:
            self.open = False
            _open_streams[self.owner] -= 1
            if not _open_streams[self.owner]:
                del _open_streams[self.owner]


def _write(event: Event) -> bytes:
    name, data = event
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
