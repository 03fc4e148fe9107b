# One image for the web process and the worker of every service; compose says which one runs.

FROM python:3.13.9-slim-bookworm AS dependencies
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv \
 && /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes \
        --requirement requirements.lock \
 && /venv/bin/python -m pip uninstall --yes --quiet pip

FROM python:3.13.9-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /app sinergi && install --directory --owner sinergi /data
COPY --from=dependencies /venv /venv
WORKDIR /app
COPY shared shared
COPY services services
COPY deploy/gunicorn.py deploy/gunicorn.py
RUN /venv/bin/python -m compileall -q shared services
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SINERGI_DATA_DIR=/data
USER sinergi
EXPOSE 8000
