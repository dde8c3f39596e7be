"""Patterns over the API: listed with their pictures, read with their documents."""

from rest_framework.test import APIClient

from designer.patterns import PATTERNS


def test_the_patterns_are_listed_in_the_order_of_the_gallery(api: APIClient) -> None:
    answer = api.get("/api/v1/patterns/")
    assert [row["slug"] for row in answer.json()] == list(PATTERNS)
    assert answer.json()[0]["picture"] == "/designs/patterns/public-service/picture.svg"


def test_a_pattern_is_read_with_a_document_that_a_design_can_be_made_of(api: APIClient) -> None:
    document = api.get("/api/v1/patterns/internal-nlb/").json()["document"]
    made = api.post("/api/v1/designs/", {"name": "Mine", "document": document})
    assert (made.status_code, made.json()["document"]) == (201, document)


def test_there_is_no_pattern_of_another_name(api: APIClient) -> None:
    answer = api.get("/api/v1/patterns/nothing/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
