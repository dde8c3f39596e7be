"""The Chromium that tests and measurements run in."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

INSTALL = "install one with `apt-get install chromium` (as root on Debian) or `playwright install chromium`"


def launch(playwright: Playwright) -> Browser | None:
    """Debian's Chromium where it is installed, otherwise Playwright's, drawing in software; None where there is neither."""
    own = playwright.chromium.executable_path
    found = shutil.which("chromium") or shutil.which("chromium-browser") or (own if Path(own).is_file() else None)
    if not found:
        return None
    options = ["--disable-gpu", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return playwright.chromium.launch(executable_path=found, args=options)
