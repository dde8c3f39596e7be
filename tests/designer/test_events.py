"""The stream of a design's news."""

import asyncio
import functools
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.auth.models import User
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import AsyncClient

from designer import events, news
from designer.jobs.run import claim
from designer.models import Design, Job
from designer.news import look
from designer.services.changes import apply_changes
from designer.services.designs import create_design, delete_design

from .networks import small

pytestmark = pytest.mark.django_db(transaction=True)
News = tuple[str, dict[str, Any]]
DIGEST = {"badges": {"web": {"sign": "stop", "count": 2}}, "counts": {"blocked": 2}}


def in_a_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """A test that awaits."""

    @functools.wraps(test)
    def run_it(*arguments: Any, **fixtures: Any) -> None:
        async_to_sync(test)(*arguments, **fixtures)

    return run_it


class Listener:
    """What a browser's EventSource makes of the stream."""

    def __init__(self, response: StreamingHttpResponse) -> None:
        self.response, self.content = response, aiter(response)
        self.waiting: list[News] = []

    async def close(self) -> None:
        """Go away, as a browser does."""
        await self.content.aclose()
        self.response.close()

    async def next(self, name: str) -> dict[str, Any]:
        """The next event of this name."""
        while True:
            while self.waiting:
                found, data = self.waiting.pop(0)
                if found == name:
                    return data
            block = await asyncio.wait_for(anext(self.content), 20)
            for part in block.decode().split("\n\n"):
                lines = dict(line.split(": ", 1) for line in part.splitlines() if not line.startswith(":"))
                if "event" in lines:
                    self.waiting.append((lines["event"], json.loads(lines["data"])))


async def listen(user: User, design: Design) -> Listener:
    client = AsyncClient()
    await client.aforce_login(user)
    response = await client.get(f"/designs/{design.pk}/events/")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/event-stream"
    return Listener(response)


def make() -> tuple[User, Design]:
    owner = User.objects.create_user("ada")
    return owner, create_design(owner, "Shop", small())


@in_a_loop
async def test_a_change_of_another_tab_is_news(run: Callable[[Job], Job]) -> None:
    owner, design = await sync_to_async(make)()
    listener = await listen(owner, design)
    assert (await listener.next("revision"))["revision"] == 1
    change = [{"op": "set", "id": "vpc", "values": {"name": "main"}}]
    await sync_to_async(apply_changes)(design.pk, owner, 1, change, client="tab-2")
    assert await listener.next("revision") == {"revision": 2, "client": "tab-2"}
    await listener.close()


@in_a_loop
async def test_a_check_is_news_while_it_waits_and_when_it_is_done(run: Callable[[Job], Job]) -> None:
    owner, design = await sync_to_async(make)()
    check = await design.jobs.aget()
    listener = await listen(owner, design)
    queued = await listener.next("job")
    assert (queued["id"], queued["kind"], queued["state"], queued["error"]) == (str(check.pk), "check", "queued", None)
    assert "result" not in queued
    await sync_to_async(run)(check)
    while not (told := await listener.next("check"))["complete"]:
        continue  # what it comes to was told before
    assert told.pop("digest") == (await design.jobs.aget()).digest
    assert told == {"revision": 1, "job": str(check.pk), "report": True, "complete": True}
    await listener.close()


@in_a_loop
async def test_what_a_check_comes_to_is_news_before_its_report(monkeypatch: pytest.MonkeyPatch) -> None:
    owner, design = await sync_to_async(make)()
    listener = await listen(owner, design)
    found = await sync_to_async(claim)(str((await design.jobs.aget()).pk), "one")
    assert found is not None
    await sync_to_async(found.tell)(digest=DIGEST)
    first = await listener.next("check")
    assert (first["report"], first["complete"], first["digest"]) == (False, False, DIGEST)
    await sync_to_async(found.succeed)({"workloads": [], "findings": []})
    second = await listener.next("check")
    assert (second["report"], second["complete"], second["digest"]) == (True, True, DIGEST)
    await listener.close()


@pytest.mark.django_db
def test_a_digest_that_is_too_large_for_an_event_is_left_to_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    _owner, design = make()
    found = claim(str(design.jobs.get().pk), "one")
    assert found is not None
    found.tell(digest=DIGEST)
    monkeypatch.setattr(news, "MAX_DIGEST", 10)
    checked = look([design.pk])[design.pk].checked
    assert checked is not None
    assert checked.digest is None


@in_a_loop
async def test_it_looks_again_only_where_something_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as the database says so."""
    owner, design = await sync_to_async(make)()
    looks = 0

    def counted(*arguments: Any) -> Any:
        nonlocal looks
        looks += 1
        return look(*arguments)

    monkeypatch.setattr(news, "look", counted)
    listener = await listen(owner, design)
    await listener.next("revision")
    before = looks
    await asyncio.sleep(news.LOOK_EVERY * 3)
    assert looks == before or connection.vendor != "sqlite"
    change = [{"op": "set", "id": "vpc", "values": {"name": "main"}}]
    await sync_to_async(apply_changes)(design.pk, owner, 1, change, client="tab-2")
    assert (await listener.next("revision"))["revision"] == 2
    await listener.close()


@in_a_loop
async def test_a_job_that_this_process_sent_is_news_at_once(
    monkeypatch: pytest.MonkeyPatch, run: Callable[[Job], Job]
) -> None:
    owner, design = await sync_to_async(make)()
    await sync_to_async(run)(await design.jobs.aget())
    monkeypatch.setattr(news, "LOOK_EVERY", 3_600)
    monkeypatch.setattr(news, "HURRY", 60)  # on a busy machine the job may be slow to be over
    listener = await listen(owner, design)
    await listener.next("check")
    change = [{"op": "set", "id": "vpc", "values": {"name": "main"}}]
    await sync_to_async(apply_changes)(design.pk, owner, 1, change, client="tab-1")
    assert (await listener.next("revision"))["revision"] == 2
    await sync_to_async(run)(await design.jobs.aget(revision=2))
    assert (await listener.next("check"))["revision"] == 2  # a job has just begun: it looks again soon
    await listener.close()


@in_a_loop
async def test_a_stream_ends_with_its_design() -> None:
    owner, design = await sync_to_async(make)()
    listener = await listen(owner, design)
    await listener.next("revision")
    await sync_to_async(delete_design)(design)
    with pytest.raises(StopAsyncIteration):
        await listener.next("never")


@in_a_loop
async def test_strangers_and_people_who_did_not_sign_in_hear_nothing() -> None:
    _owner, design = await sync_to_async(make)()
    stranger = await User.objects.acreate_user("eve")
    client = AsyncClient()
    assert (await client.get(f"/designs/{design.pk}/events/")).status_code == 404
    await client.aforce_login(stranger)
    assert (await client.get(f"/designs/{design.pk}/events/")).status_code == 404


@in_a_loop
async def test_streams_of_one_account_are_bounded_and_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MAX_STREAMS", 1)
    owner, design = await sync_to_async(make)()
    listener = await listen(owner, design)
    await listener.next("revision")
    client = AsyncClient()
    await client.aforce_login(owner)
    refused = await client.get(f"/designs/{design.pk}/events/")
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-streams")
    await listener.close()
    again = await listen(owner, design)
    await again.next("revision")
    await again.close()


def test_one_look_is_two_queries_however_many_designs_are_listened_to(
    owner: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    designs = [create_design(owner, f"Shop {number}", small()) for number in range(5)]
    with django_assert_num_queries(2):
        seen = look(design.pk for design in designs)
    assert [seen[design.pk].revision for design in designs] == [1] * 5
    assert all(len(of_one.jobs) == 1 for of_one in seen.values())
