"""What a reader says when it cannot use an input."""


class ReadError(ValueError):
    """An input that cannot be used. `code` is stable and kebab-case; the text is one sentence for a person.

    `file` and `line` say where, as far as it is known; they stand at the start of the text.
    """

    def __init__(self, code: str, message: str, file: str | None = None, line: int | None = None) -> None:
        self.code, self.message, self.file, self.line = code, message, file, line
        where = "" if file is None else f"{file}, line {line}: " if line is not None else f"{file}: "
        super().__init__(where + message)
