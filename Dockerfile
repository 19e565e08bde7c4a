FROM python:3.12.11-slim-bookworm@sha256:519591d6871b7bc437060736b9f7456b8731f1499a57e22e6c285135ae657bf7

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/veche

# The dependencies change seldom and the code often, so they are a layer of their own.
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY . ./
RUN pip install --no-deps --no-build-isolation -e .

RUN useradd --system --uid 10001 --no-create-home --home-dir /data veche \
    && install --directory --owner=veche --mode=0700 /data
USER veche
VOLUME /data
ENV VECHE_DATA=/data VECHE_HOST=0.0.0.0 VECHE_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/api/v1/health/live', timeout=4)"]
ENTRYPOINT ["veche"]
CMD ["up"]
