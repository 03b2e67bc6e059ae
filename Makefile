# What a person does with a checkout. A bare machine needs Python 3.11 or newer and make; everything else goes into .venv.

.DEFAULT_GOAL := help
.PHONY: help install run stop test test-fast docs docs-pages lint format typecheck pytest bench score screenshots bundle wheel-test clean

VENV := .venv
BIN := $(VENV)/bin
SAMPLES := .build/samples
# Processes that run tests; `auto` is one more than there are cores, since some of them wait.
WORKERS := auto
# PYTHON=… chooses an interpreter; otherwise the first of these that is new enough.
CANDIDATES := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
DEPARTMENT := 区农业农村局
# Where it is set, every process compiles all of ours again.
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo 'make run        安装依赖，读入示例文档，显示读到了什么，并打开网页（make stop 停止）'
	@echo 'make test       安装依赖，检查代码风格、结构和类型，运行全部测试（make test-fast 只运行快的）'
	@echo 'make install    只安装依赖（$(VENV)）'
	@echo 'make lint | typecheck | pytest    测试的各个部分（pytest 同时检查类型）'
	@echo 'make score      在 ../shared 的标注上打分'
	@echo 'make docs       把文档做成网站（.build/site）；make docs-pages 重新生成其中由代码得来的页面'
	@echo 'make bench      测量抽取、装载和网页的速度'
	@echo 'make screenshots    给每个网页拍照（.build/screenshots）'
	@echo 'make bundle     做离线包（dist），PLATFORM=linux-x86_64、linux-aarch64、linux-x86_64-glibc2.17、windows，不写则全做；make wheel-test 在机器上各版本的 Python 里试装'
	@echo 'make clean      删除 $(VENV) 和 .build'

# The stamp is newer than the files that say what to install, or the environment is made again.
install: $(VENV)/installed-dev

# With an extra of pyproject.toml: `app` is what running needs, `dev` has the tests and the tools as well. What is
# installed is compiled on all cores, where pip takes one, but for the third that are others' tests and pip itself; a few
# files of others are no Python that can be.
$(VENV)/installed-%: pyproject.toml constraints.txt scripts/frontend.py $(wildcard app/frontend/* app/frontend/lib/*)
	@python=''; \
	for candidate in $(CANDIDATES); do \
	    if command -v "$$candidate" >/dev/null 2>&1 \
	        && "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	    then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo '没有找到 Python 3.11 或更新的版本：请先安装，或用 make PYTHON=/路径/python3 指定。' >&2; exit 1; \
	fi; \
	echo "用 $$($$python --version) 在 $(VENV) 安装依赖……"; \
	"$$python" -m venv $(VENV) \
	    || { echo '无法建立虚拟环境：请安装 venv 模块（Debian、Ubuntu：apt install python3-venv）。' >&2; exit 1; }
	@$(BIN)/python -m pip install -qq --no-compile --disable-pip-version-check -c constraints.txt -e '.[$*]'
	@$(BIN)/python -m compileall -qq -j 0 -x '/(tests|pip)/' $(VENV)/lib || true
	@touch $@

# The graph of the samples is made anew, so that it is always what today's code reads.
run: $(VENV)/installed-app stop
	@mkdir -p .build && rm -rf $(SAMPLES)
	@$(BIN)/policygraph ingest data/samples --database $(SAMPLES)
	@echo; echo '图谱中有：'
	@$(BIN)/policygraph stats --database $(SAMPLES)
	@echo; echo '$(DEPARTMENT)牵头的任务：'
	@$(BIN)/policygraph query tasks-led-by-department -p department=$(DEPARTMENT) --database $(SAMPLES)
	@nohup $(BIN)/policygraph app --database $(SAMPLES) $(if $(PORT),--port $(PORT)) >.build/app.log 2>&1 </dev/null & \
	    echo $$! >.build/app.pid
	@echo; $(BIN)/python scripts/wait_for_page.py .build/app.log

# Ends the page that `make run` has opened.
stop:
	@if [ -f .build/app.pid ]; then kill "$$(cat .build/app.pid)" 2>/dev/null || true; rm -f .build/app.pid; fi

test: lint pytest

# Without Neo4j, the browser, the recognition of text in pictures, and what is marked slow.
test-fast: install
	@$(BIN)/pytest -n $(WORKERS) -m 'not neo4j and not browser and not ocr and not slow'

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

format: install
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

typecheck: install
	@$(BIN)/mypy -p policygraph

# The Neo4j server of the tests is fetched beforehand, so that one sees what takes its time. Types are checked meanwhile,
# and what was said of them is printed at the end; either may fail.
pytest: install
	@mkdir -p .build; nice $(BIN)/mypy -p policygraph >.build/types.log 2>&1 & types=$$!; \
	$(BIN)/python -m tests.neo4j.server && $(BIN)/pytest -n $(WORKERS) --durations=30; tests=$$?; \
	wait $$types; types=$$?; cat .build/types.log; exit $$((tests || types))

# Of the samples, which are dense with facts, and of real documents where they lie beside the project.
bench: install
	@$(BIN)/python -m benchmarks.extract
	@for set in $(wildcard ../shared/seeds); do echo; $(BIN)/python -m benchmarks.extract "$$set"/*.txt; done
	@echo; $(BIN)/python -m benchmarks.load
	@echo; $(BIN)/python -m benchmarks.read
	@echo; $(BIN)/python -m benchmarks.pages

# The documents as a site, in .build/site.
docs: install
	@$(BIN)/mkdocs build --strict --quiet
	@echo '文档在 .build/site/index.html'

# The pages of docs/ that are made from the code.
docs-pages: install
	@$(BIN)/python -m scripts.make_docs

# Every page at both sizes, to be looked at.
screenshots: install
	@$(BIN)/python -m tests.screenshots

# Everything that a PC without a network needs; PYTHON_FILE=… puts a Python into it.
bundle: install
	@$(BIN)/python -m scripts.bundle $(PLATFORM) $(if $(PYTHON_FILE),--python $(PYTHON_FILE))

wheel-test: install
	@$(BIN)/python -m scripts.wheel_test

score: install
	@test -d ../shared || { echo '没有 ../shared：打分需要其中的标注文件。' >&2; exit 1; }
	@echo 'gold：'; $(BIN)/python ../shared/score.py
	@echo 'gold-plans：'; $(BIN)/python ../shared/score.py --gold ../shared/gold-plans --docs ../shared/corpus/plans

clean:
	rm -rf $(VENV) .build dist
