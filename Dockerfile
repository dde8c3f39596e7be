# One image, two commands: the web process (the default) and the worker (see docker-compose.yml).

FROM python:3.11-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

FROM base AS packages
RUN python -m venv /venv
COPY requirements/base.txt requirements/
RUN /venv/bin/pip install --require-hashes -r requirements/base.txt
COPY pyproject.toml README.md ./
COPY topology topology
COPY designer designer
COPY api api
RUN /venv/bin/pip install --no-deps --no-build-isolation --editable . \
    && /venv/bin/python -m compileall -q topology designer api

# The canvas: its types are made from the records in topology/, so this stage has Python and Node.js.
FROM packages AS canvas
COPY requirements/node.txt requirements/
RUN /venv/bin/pip install --require-hashes -r requirements/node.txt
COPY tools tools
COPY frontend/package.json frontend/package-lock.json frontend/
RUN /venv/bin/python tools/npm.py ci --no-audit --no-fund
COPY frontend frontend
RUN /venv/bin/python tools/npm.py run build

# Graphviz comes with its package; the fonts are for the text of PNG and PDF diagrams, in any script.
FROM base
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fontconfig fonts-liberation fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app farway \
    && install --directory --owner=farway /app/var
ENV PATH=/venv/bin:$PATH
COPY --from=packages /venv /venv
COPY --from=packages /app /app
COPY manage.py ./
COPY templates templates
COPY static static
COPY --from=canvas /app/static/dist static/dist
USER farway
EXPOSE 8000
CMD ["python", "-m", "uvicorn", "designer.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--timeout-graceful-shutdown", "2", "--log-level", "warning"]
