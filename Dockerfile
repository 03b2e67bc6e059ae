FROM python:3.12-slim

WORKDIR /opt/policygraph
COPY . .
# The program with its page, for a graph of its own or on a Neo4j server: no tests, no linters, no recognition of scans.
RUN pip install --no-cache-dir --constraint constraints.txt '.[app,neo4j]'

RUN useradd --create-home policygraph && install -d -o policygraph -g policygraph /graph
USER policygraph
WORKDIR /home/policygraph
VOLUME /graph

ENTRYPOINT ["policygraph"]
CMD ["--help"]
