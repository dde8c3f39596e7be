"""The web designer in a real Chromium, with a web process and a worker as `make serve` starts them."""
