"""From files to a topology: one module a format, told apart by their content."""

from .errors import ReadError
from .inputs import Input, read, read_paths

__all__ = ["Input", "ReadError", "read", "read_paths"]
