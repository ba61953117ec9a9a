# Pilothouse as an image: `docker build -t pilothouse .`, then web, worker or clock as its argument.

FROM python:3.11-slim-bookworm AS builder
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/pilothouse
ENV PATH=/opt/pilothouse/bin:$PATH
WORKDIR /src
COPY requirements.lock ./
# The build backend first, as in the Makefile: one dependency is a source package, and nothing may
# be built with a setuptools whose hash nobody wrote down.
RUN sed -n '/^setuptools==/,/[^\\]$/p' requirements.lock > backend.txt \
 && pip install --no-compile --require-hashes -r backend.txt \
 && pip install --no-compile --require-hashes --no-build-isolation -r requirements.lock
COPY pyproject.toml README.md ./
COPY integrations integrations
COPY handlers handlers
COPY bot bot
# Compiled here, for the file system is read-only where it runs; by hash, so that no date matters.
RUN pip install --no-compile --no-deps --no-build-isolation . \
 && cd / && pilothouse prepare \
 && pip uninstall --yes --quiet pip \
 && python -m compileall -q --invalidation-mode unchecked-hash /opt/pilothouse/lib

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Pilothouse" \
      org.opencontainers.image.description="A self-hosted ChatOps bot for Slack that explains broken builds, with the evidence." \
      org.opencontainers.image.version="0.1.0"
# git reads the mirrors; tini, as the first process, buries the children of a worker's child.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git openssh-client tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /var/lib/pilothouse pilothouse \
 && install --directory --owner 10001 --group 10001 --mode 0700 /var/lib/pilothouse
COPY --from=builder /opt/pilothouse /opt/pilothouse
ENV PATH=/opt/pilothouse/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PILOTHOUSE_DATA=/var/lib/pilothouse
WORKDIR /var/lib/pilothouse
VOLUME /var/lib/pilothouse
# A number: Kubernetes can see that it is not root.
USER 10001:10001
EXPOSE 3000
# One image runs three processes, and only web has a port: whoever runs it knows which to ask
# (the chart asks /livez and /readyz of web), so the image has no check of its own.
HEALTHCHECK NONE
ENTRYPOINT ["tini", "--", "pilothouse"]
CMD ["web"]
