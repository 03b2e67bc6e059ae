FROM python:3.12-slim

WORKDIR /opt/policygraph
COPY . .
# Only the program's own dependencies: no tests, no linters.
RUN pip install --no-cache-dir --constraint constraints.txt .

RUN useradd --create-home policygraph && install -d -o policygraph -g policygraph /graph
USER policygraph
WORKDIR /home/policygraph
VOLUME /graph

ENTRYPOINT ["policygraph"]
CMD ["--help"]
