FROM python:3.11-slim
# git shows who changed what in a failed build.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home pilothouse
WORKDIR /app
COPY requirements.lock pyproject.toml README.md Makefile ./
# The backend first, as in the Makefile: one dependency is a source package.
RUN sed -n '/^setuptools==/,/[^\\]$/p' requirements.lock > /tmp/backend.txt \
 && pip install --no-cache-dir --require-hashes -r /tmp/backend.txt \
 && pip install --no-cache-dir --require-hashes --no-build-isolation -r requirements.lock
COPY integrations integrations
COPY handlers handlers
COPY bot bot
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && python -m compileall -q bot handlers integrations
USER 10001
ENV PILOTHOUSE_DATA=/home/pilothouse/data
EXPOSE 3000
CMD ["pilothouse", "web"]
