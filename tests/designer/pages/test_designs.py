"""The list of designs and the page of one."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from designer.models import Design, Job
from designer.pages.samples import FOLDER, SAMPLES
from designer.patterns import PATTERNS
from designer.services.changes import apply_changes
from designer.services.designs import create_design
from tests.designer.networks import small

PAGES = ("/designs/", "/designs/new/", "/designs/import/", "/jobs/", "/tokens/")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_who_has_signed_in(db: None, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={path}")


@pytest.mark.parametrize("path", (*PAGES, "/api/v1/docs/"))
def test_no_page_brings_a_script_of_its_own_into_the_page(browser: Client, design: Design, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|javascript:", page)
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


def test_an_empty_list_teaches_how_to_begin(browser: Client) -> None:
    page = browser.get("/designs/").content.decode()
    assert "No design yet" in page
    for way in ("/designs/import/", "/designs/new/", *(f"/designs/samples/{slug}/" for slug in SAMPLES)):
        assert f'"{way}"' in page


def test_every_sample_is_offered_and_opens_as_ones_own(browser: Client, owner: User) -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(SAMPLES)
    for slug, sample in SAMPLES.items():
        answer = browser.post(f"/designs/samples/{slug}/")
        made = Design.objects.get(pk=answer.headers["Location"].split("/")[2])
        assert (made.owner, made.name) == (owner, str(sample.name))
        assert made.document["resources"]
    assert browser.post("/designs/samples/nothing/").status_code == 404


@pytest.mark.parametrize("path", ("/designs/", "/designs/new/"))
def test_the_patterns_are_offered_where_a_design_begins(browser: Client, path: str) -> None:
    page = browser.get(path).content.decode()
    for slug in PATTERNS:
        assert f'"/designs/patterns/{slug}/"' in page and f'"/designs/patterns/{slug}/picture.svg"' in page


def test_a_pattern_opens_as_ones_own_design_with_its_title(browser: Client, owner: User) -> None:
    answer = browser.post("/designs/patterns/dual-stack/")
    made = Design.objects.get(pk=answer.headers["Location"].split("/")[2])
    assert (made.owner, made.name) == (owner, "Dual-stack")
    assert made.document == PATTERNS["dual-stack"].document()


def test_the_picture_of_a_pattern_is_svg_and_there_is_none_of_another(browser: Client) -> None:
    answer = browser.get("/designs/patterns/dual-stack/picture.svg")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert browser.get("/designs/patterns/nothing/picture.svg").status_code == 404
    assert browser.post("/designs/patterns/nothing/").status_code == 404


def test_the_list_says_what_each_check_came_to(
    browser: Client, owner: User, design: Design, run: Callable[[Job], Job], check_of: Callable[[Design], Job]
) -> None:
    assert "checking…" in browser.get("/designs/").content.decode()
    job = run(check_of(design))
    assert job.state == "succeeded"
    errors = job.result["summary"]["error"]
    assert errors > 0
    assert f"✕ {errors} error" in browser.get("/designs/").content.decode()
    apply_changes(design.pk, owner, 1, [{"op": "set", "id": "web", "values": {"name": "shop"}}])
    Job.objects.filter(state="queued").update(state="cancelled")
    page = browser.get("/designs/").content.decode()
    assert "changed since its check" in page
    assert "✕" not in page


def test_a_longer_list_costs_no_more_queries(browser: Client, owner: User, design: Design) -> None:
    with CaptureQueriesContext(connection) as few:
        browser.get("/designs/")
    for number in range(6):
        create_design(owner, f"Design {number}")
    with CaptureQueriesContext(connection) as many:
        browser.get("/designs/")
    assert len(many) == len(few)
    assert not any('"document"' in query["sql"] for query in many)


def test_names_are_shown_as_text(browser: Client, owner: User) -> None:
    design = create_design(owner, "<script>alert(1)</script>\"'")
    for path in ("/designs/", "/jobs/", f"/designs/{design.pk}/", f"/designs/{design.pk}/delete/"):
        page = browser.get(path).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_new_design_opens_at_once(browser: Client) -> None:
    answer = browser.post("/designs/new/", {"name": "Billing"})
    assert answer.headers["Location"] == f"/designs/{Design.objects.get(name='Billing').pk}/"


@pytest.mark.parametrize("name", ["", "   ", "x" * 400, "a\u0000b"])
def test_a_name_that_is_none_is_refused_on_the_page(browser: Client, name: str) -> None:
    answer = browser.post("/designs/new/", {"name": name})
    assert answer.status_code == 400
    assert 'class="wrong" role="alert"' in answer.content.decode()
    assert not Design.objects.exists()


def test_a_design_is_renamed(browser: Client, design: Design) -> None:
    assert browser.post(f"/designs/{design.pk}/rename/", {"name": "Market"}).status_code == 302
    design.refresh_from_db()
    assert design.name == "Market"


def test_a_design_is_deleted_only_after_asking(browser: Client, design: Design) -> None:
    page = browser.get(f"/designs/{design.pk}/delete/").content.decode()
    assert "cannot be undone" in page
    assert Design.objects.filter(pk=design.pk).exists()
    page = browser.post(f"/designs/{design.pk}/delete/", follow=True).content.decode()
    assert "“Shop” is deleted." in page
    assert not Design.objects.exists()


def test_the_page_of_a_design_tells_the_canvas_where_everything_is(browser: Client, design: Design) -> None:
    page = browser.get(f"/designs/{design.pk}/").content.decode()
    for attribute in (
        f'data-design="{design.pk}"', 'data-api="/api/v1/"', f'data-events="/designs/{design.pk}/events/"',
        'data-name="Shop"', 'data-designs="/designs/"', 'data-import="/designs/import/"',
    ):  # fmt: skip
        assert attribute in page
    assert re.search(r'data-csrf="\w{20,}"', page)
    assert re.search(r'<script type="module"[^>]* src="/static/dist/assets/canvas-', page)


def test_to_others_a_design_does_not_exist(foreign: Client, design: Design) -> None:
    for path in ("", "rename/", "delete/", "picture.svg"):
        assert foreign.get(f"/designs/{design.pk}/{path}").status_code == 404
        assert foreign.get(f"/designs/{uuid.uuid4()}/{path}").status_code == 404
    for path in ("rename/", "delete/"):
        assert foreign.post(f"/designs/{design.pk}/{path}", {"name": "Mine"}).status_code == 404
    assert "Shop" not in foreign.get("/designs/").content.decode()
    design.refresh_from_db()
    assert design.name == "Shop"


def test_a_picture_shows_each_box_and_none_of_the_text(browser: Client, owner: User) -> None:
    document = small()
    document["resources"]["vpc"]["name"] = "<secret>"
    design = create_design(owner, "Shop", document)
    answer = browser.get(f"/designs/{design.pk}/picture.svg")
    picture = answer.content.decode()
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert picture.count('class="vpc"') == picture.count('class="isolated"') == picture.count('class="containers"') == 1
    assert "secret" not in picture


def test_an_empty_design_has_a_picture_too(browser: Client, owner: User) -> None:
    design = create_design(owner, "Empty")
    assert browser.get(f"/designs/{design.pk}/picture.svg").content.startswith(b"<svg ")


def test_a_template_is_imported_and_opened(browser: Client) -> None:
    template = b"Resources: {Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}}"
    answer = browser.post("/designs/import/", {"files": [SimpleUploadedFile("shop.yaml", template)]})
    made = Design.objects.get()
    assert answer.headers["Location"] == f"/designs/{made.pk}/"
    assert made.name == "shop"


def test_parameters_and_region_reach_the_reader(browser: Client) -> None:
    template = (
        b"Parameters: {Block: {Type: String}}\n"
        b"Resources: {Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Ref Block}}}"
    )
    fields = {"name": "Mine", "region": "eu-west-1", "parameters": "Block = 10.9.0.0/16\n"}
    browser.post("/designs/import/", {"files": [SimpleUploadedFile("shop.yaml", template)], **fields})
    made = Design.objects.get()
    assert (made.name, made.document["region"]) == ("Mine", "eu-west-1")
    assert made.document["resources"]["Vpc"]["cidr_block"] == "10.9.0.0/16"


def test_what_cannot_be_imported_is_explained_and_nothing_is_kept(browser: Client) -> None:
    answer = browser.post("/designs/import/", {"files": [SimpleUploadedFile("<b>.yaml", b"a: [1,\n b: {")]})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Nothing was imported." in page
    assert "&lt;b&gt;.yaml, line 3" in page
    assert not Design.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose a file to import."),
        ({"region": "Ireland"}, "Write a region as AWS does"),
        ({"parameters": "Block"}, "Write NAME=VALUE, not “Block”."),
    ],
)
def test_an_import_form_says_what_is_missing(browser: Client, fields: dict[str, str], said: str) -> None:
    files = {"files": [SimpleUploadedFile("shop.yaml", b"Resources: {}")]} if fields else {}
    answer = browser.post("/designs/import/", {**fields, **files})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Design.objects.exists()


def test_a_file_of_ten_megabytes_is_refused_on_the_page(browser: Client) -> None:
    answer = browser.post("/designs/import/", {"files": [SimpleUploadedFile("big.yaml", b"#" * 10_000_000)]})
    assert answer.status_code == 400
    assert "big.yaml" in answer.content.decode()
    assert "Nothing was imported." in answer.content.decode()


def test_one_file_too_many_is_refused_on_the_page(browser: Client) -> None:
    files = [SimpleUploadedFile(f"{number}.yaml", b"Resources: {}") for number in range(21)]
    answer = browser.post("/designs/import/", {"files": files})
    assert answer.status_code == 400
    assert "At most 20 files" in answer.content.decode()


def test_far_too_many_files_get_a_page_and_not_a_crash(browser: Client) -> None:
    files = [SimpleUploadedFile(f"{number}.yaml", b"Resources: {}") for number in range(101)]
    answer = browser.post("/designs/import/", {"files": files})
    assert answer.status_code == 400
    assert "This cannot be used" in answer.content.decode()
