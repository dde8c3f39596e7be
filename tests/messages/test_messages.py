"""What a user reads is found in the sources, and translated."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from tests.messages.pseudo import LANGUAGE, LOCALE, write_pseudo
from tools import messages
from topology.i18n import locale_of
from topology.model import RESOURCE_TYPES

ROOT = Path(__file__).resolve().parents[2]
LITERAL = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')


def texts(name: str) -> set[str]:
    (domain,) = (d for d in messages.DOMAINS if d.name == name)
    said = [text.message for text in domain.texts()]
    return {one for message in said for one in ([message] if isinstance(message, str) else message)}


def test_the_engines_messages_and_the_words_of_its_records_are_found() -> None:
    found = texts("farway")
    assert "There is no resource “%s”." in found
    assert any(text.startswith("AWS::EC2::NatGateway") for text in found)
    assert "NAT gateway" in found


def test_the_help_of_every_field_is_found() -> None:
    helps = {
        h for kind in RESOURCE_TYPES.values() for f in kind.fields.values() if (h := f.metadata.get("description"))
    }
    assert helps
    assert helps <= texts("farway")


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts of a module that read like a sentence (four words or more), and are neither documentation nor marked for translation."""
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            passed.update(ast.walk(node))
    for node in ast.walk(tree):
        if node in passed:
            continue
        if not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        passed.update(parts)
        said = "".join(str(p.value) if isinstance(p, ast.Constant) else "X" for p in parts)
        if re.match(r"“?\w[\w'’-]*,?( [\w“”'’/.-]+,?){3}", said):
            yield node.lineno, said


def test_whatever_the_engine_says_is_marked_for_translation() -> None:
    found = [
        (path.name, *sentence)
        for package in ("reachability", "fargate", "remedies", "readers", "intents")
        for path in sorted((ROOT / "topology" / package).rglob("*.py"))
        for sentence in sentences(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_words_of_templates_are_found_with_their_plurals() -> None:
    found = texts("django")
    assert {"Sign in", "%(n)s error", "%(n)s errors"} <= found


def test_every_text_of_the_canvas_is_found() -> None:
    found = texts("djangojs")
    for path in sorted((ROOT / "frontend" / "src").rglob("*.ts*")):
        for text in LITERAL.findall(path.read_text(encoding="utf-8")):
            assert text.replace('\\"', '"') in found, path.name


@pytest.mark.parametrize(
    ("language", "folder"), [("zh-hant", "zh_Hant"), ("pt-br", "pt_BR"), ("DE", "de"), ("zh_TW", "zh_TW")]
)
def test_a_language_has_the_folder_that_gettext_looks_in(language: str, folder: str) -> None:
    assert locale_of(language) == folder


def test_a_catalogue_keeps_what_is_translated_when_the_sources_change(tmp_path: Path) -> None:
    said: list[str | tuple[str, str]] = ["Kept", "Dropped", ("%d task", "%d tasks")]
    domain = messages.Domain("farway", tmp_path, lambda: (messages.Text("a.py", text) for text in said))
    assert messages.write(domain, "de") == (0, 3)
    place = tmp_path / "de" / "LC_MESSAGES" / "farway.po"
    place.write_text(place.read_text().replace('msgid "Kept"\nmsgstr ""', 'msgid "Kept"\nmsgstr "Behalten"'))
    said[:] = ["Kept", "Something else entirely"]
    assert messages.write(domain, "de") == (1, 2)
    with place.open("rb") as file:
        held = read_po(file, locale="de")
    assert held["Kept"].string == "Behalten"
    assert "Dropped" not in held


def test_what_is_compiled_is_what_is_written() -> None:
    for domain in messages.DOMAINS:
        for place in domain.folder.glob("*/LC_MESSAGES/*.po"):
            assert messages.compiled(place) == place.with_suffix(".mo").read_bytes(), (
                "run `make messages` and commit both files"
            )


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locales")
    write_pseudo(folder)
    return folder


def test_the_command_line_speaks_the_language_of_the_environment(pseudo: Path) -> None:
    environment = {**os.environ, "FARWAY_LOCALES": str(pseudo), "LANGUAGE": LOCALE, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "topology.cli", "check", "nowhere.yaml"]
    said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, encoding="utf-8", check=False).stderr
    assert "〔" in said


def test_the_site_speaks_the_languages_that_have_a_catalogue(pseudo: Path) -> None:
    environment = {
        **os.environ,
        "FARWAY_LOCALES": str(pseudo),
        "DJANGO_SETTINGS_MODULE": "designer.settings",
        "PYTHONUTF8": "1",
    }
    asked = """
import django; django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
print(settings.LANGUAGES)
client = Client(headers={"accept-language": "zh-TW"})
print(client.get("/sign-in/").content.decode())
print(client.get("/words/").json()["catalog"]["Undo"])
"""
    made: Any = subprocess.run(
        [sys.executable, "-c", asked], env=environment, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert f"('{LANGUAGE}', '繁體中文')" in made.stdout, made.stderr
    assert "〔Sign in〕" in made.stdout
    assert "〔Undo〕" in made.stdout
