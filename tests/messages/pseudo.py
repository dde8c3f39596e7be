"""A language that is English between marks: what stands without them went past the catalogues."""

from pathlib import Path

from babel.messages.mofile import write_mo

from tools.messages import DOMAINS, catalogue

LANGUAGE, LOCALE = "zh-hant", "zh_Hant"
OPEN, CLOSE = "〔", "〕"


def write_pseudo(folder: Path) -> None:
    """Write compiled catalogues of every text into a folder for FARWAY_LOCALES."""
    place = folder / LOCALE / "LC_MESSAGES"
    place.mkdir(parents=True)
    for domain in DOMAINS:
        made = catalogue(domain.texts(), LANGUAGE)
        for message in made:
            if message.pluralizable:
                message.string = tuple(f"{OPEN}{message.id[1]}{CLOSE}" for _form in range(made.num_plurals))
            elif message.id:
                message.string = f"{OPEN}{message.id}{CLOSE}"
        with (place / f"{domain.name}.mo").open("wb") as file:
            write_mo(file, made)
