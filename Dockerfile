# The program with its page, for a graph of its own or on a Neo4j server.
#
#   docker build -t policygraph .                        # no recognition of scans, no old formats
#   docker build -t policygraph:full --target full .     # with LibreOffice (.doc, .wps) and the recognition of scans
#   docker run -v graph:/graph -v "$PWD":/documents:ro policygraph ingest /documents

FROM python:3.12-slim AS base
WORKDIR /opt/policygraph
COPY . .
RUN pip install --no-cache-dir --constraint constraints.txt '.[app,neo4j]'
RUN useradd --create-home policygraph && install -d -o policygraph -g policygraph /graph /kept
# The graph outlives the container: it lies in the volume, unless a server's address is given. Then accounts, the audit
# trail, what people entered and own words, which lie beside a graph of one's own, lie in the other volume.
ENV POLICYGRAPH_DATABASE=/graph XDG_DATA_HOME=/kept
VOLUME /graph /kept
WORKDIR /home/policygraph
# Of the page; what only reads documents has ended before it is asked.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
ENTRYPOINT ["policygraph"]
CMD ["--help"]

FROM base AS full
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libreoffice-writer libreoffice-calc fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir --constraint /opt/policygraph/constraints.txt '/opt/policygraph[ocr]'
USER policygraph

# The last is what is built when none is named.
FROM base AS slim
USER policygraph
