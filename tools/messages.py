"""Catalogues of what a user reads, in the languages that are named: extracted from the sources, joined with what is translated, compiled.

python -m tools.messages [LANGUAGE ...]      (zh-hant, pt-br; without one, the languages that are there)

Three domains: the engine's messages (`farway`) and, in `designer/locale`, what the site says (`django`) and the canvas (`djangojs`).
A text that is new stands untranslated in the `.po` file, and one that changed is marked fuzzy. Both files are committed.
"""

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from topology.i18n import locale_of

ROOT = Path(__file__).resolve().parent.parent
GETTEXT = {"_": None, "N_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2)}
GETTEXT |= {"ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
OPTIONS = {"parse_template_string": True}  # of JavaScript: a text may stand inside a template string
CANVAS = {"t": None, "tn": (1, 2)}


class Text(NamedTuple):
    """A text for translation: where it stands, and its plural where it has one."""

    file: str
    message: str | tuple[str, ...]
    context: str | None = None


class Domain(NamedTuple):
    """A catalogue's name, the folder of its languages, and what finds its texts."""

    name: str
    folder: Path
    texts: Callable[[], Iterator[Text]]


def engine_texts() -> Iterator[Text]:
    """Of the engine's sources, and the descriptions of records and fields, which the inspector shows."""
    yield from _sources("topology/**/*.py", "python", GETTEXT)
    from topology.model import Topology
    from topology.model.validation import json_schema

    for text in descriptions(json_schema(Topology)):
        yield Text("topology/model", text)


def descriptions(schema: Any) -> Iterator[str]:
    """The descriptions in a JSON schema, at any depth."""
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if key == "description" and isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from descriptions(value)


def site_texts() -> Iterator[Text]:
    """Of the web application's sources and templates."""
    from django.utils.translation.template import templatize

    for pattern in ("designer/**/*.py", "api/**/*.py"):
        yield from _sources(pattern, "python", GETTEXT)
    for path in sorted((ROOT / "templates").rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        lines = "\n".join(line.strip() for line in code.splitlines())  # the markup's indentation is not Python's
        yield from _extracted(path, lines.encode(), "python", GETTEXT)


def canvas_texts() -> Iterator[Text]:
    """Of the canvas's sources."""
    for pattern in ("frontend/src/**/*.ts", "frontend/src/**/*.tsx"):
        yield from _sources(pattern, "javascript", CANVAS)


def _sources(pattern: str, method: str, keywords: dict[str, Any]) -> Iterator[Text]:
    for path in sorted(ROOT.glob(pattern)):
        if not {"migrations", "generated"} & set(path.parts):
            yield from _extracted(path, path.read_bytes(), method, keywords)


def _extracted(path: Path, source: bytes, method: str, keywords: dict[str, Any]) -> Iterator[Text]:
    for _line, message, _comments, context in extract(method, io.BytesIO(source), keywords=keywords, options=OPTIONS):
        yield Text(path.relative_to(ROOT).as_posix(), message, context)


DOMAINS = (
    Domain("farway", ROOT / "topology" / "locale", engine_texts),
    Domain("django", ROOT / "designer" / "locale", site_texts),
    Domain("djangojs", ROOT / "designer" / "locale", canvas_texts),
)


def catalogue(texts: Iterable[Text], language: str | None = None) -> Catalog:
    """A catalogue of texts, untranslated."""
    made = Catalog(locale=locale_of(language) if language else None, project="Farway", fuzzy=False)
    for text in texts:
        made.add(text.message, locations=[(text.file, None)], context=text.context)
    return made


def write(domain: Domain, language: str) -> tuple[int, int]:
    """Bring a language's catalogue up to date, and compile it. How many texts are translated, of how many."""
    place = domain.folder / locale_of(language) / "LC_MESSAGES" / f"{domain.name}.po"
    template = catalogue(domain.texts())
    if place.exists():
        with place.open("rb") as file:
            held = read_po(file, locale=locale_of(language))
        held.update(template, update_creation_date=False)
    else:
        held = catalogue(domain.texts(), language)
        place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        write_po(file, held, sort_by_file=True, ignore_obsolete=True)
    place.with_suffix(".mo").write_bytes(compiled(place))
    texts = [m for m in held if m.id]
    return sum(is_translated(m) for m in texts), len(texts)


def is_translated(message: Message) -> bool:
    """Whether a text and all its plural forms are translated, and nothing waits to be looked at again."""
    forms = message.string if message.pluralizable else [message.string]
    return all(forms or [""]) and not message.fuzzy


def compiled(place: Path) -> bytes:
    """A catalogue as programs read it."""
    with place.open("rb") as file:
        held = read_po(file)
    made = io.BytesIO()
    write_mo(made, held)
    return made.getvalue()


def main() -> None:
    """Write the catalogues, and say how far each is."""
    there = {p.parts[-3] for d in DOMAINS for p in d.folder.glob("*/LC_MESSAGES/*.po")}
    for language in sys.argv[1:] or sorted(there):
        for domain in DOMAINS:
            done, total = write(domain, language)
            print(json.dumps({"language": language, "domain": domain.name, "translated": done, "texts": total}))


if __name__ == "__main__":
    main()
