# make demo    a running dashboard over the demo program
# make test    every check and every test; those on Spark where there is Java 17 or newer, unless TWOWAY_SPARK=none
# make torture kill importers at 220 random moments, fill disks, damage files, and try every bad file; prints the figures
# make calibrate tries 1,000 simulated programs of each kind and writes how often the product is right to data/calibration.json
# make attack  plays somebody who knows all attributes and looks for answers in what is published; writes data/attacks.json
# make audit-dependencies looks every locked package up in the public list of known vulnerabilities
# make bench   measure every target against its baseline, for companies of 5,000 and 100,000 people: some 30 minutes; SIZE=L
#              takes a million, ONLY=view,viewer some of the jobs
# make test-spark  every question on a Spark of two workers, and the same release: needs Java 17 or newer, fetches 450 MB once
# make test-s3 the tests of the store as Delta tables in a bucket, with a server that stands in for S3
# make pictures takes the pictures of the README from the demo program
# make lock    resolve the dependencies again
# make clean   remove what the others built
#
# Choose an interpreter with `make demo PYTHON=python3.13`.

PYTHON = python3 python3.14 python3.13 python3.12 python3.11
VENV = .venv
BIN = $(VENV)/bin
RESOLVE = $(BIN)/uv pip compile --universal --python-version 3.11 --fork-strategy fewest \
	--only-binary :all: --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet $(UPGRADE)

# uv unpacks from its cache in seconds. It is tried with its own certificates, then with those of the machine (a company's
# proxy); pip does the same job where uv has no build for the machine or cannot reach the index that pip is configured for.
HASHED = --require-hashes --only-binary :all:
install = $(BIN)/uv pip $(1) $(2) --python $(BIN)/python $(HASHED) \
	|| $(BIN)/uv pip $(1) $(2) --python $(BIN)/python $(HASHED) --system-certs \
	|| $(BIN)/python -m pip install --disable-pip-version-check $(HASHED) -r $(2)
PROJECT = --quiet --no-deps --no-build-isolation --editable .
install_project = $(BIN)/uv pip install --python $(BIN)/python $(PROJECT) \
	|| $(BIN)/python -m pip install --disable-pip-version-check $(PROJECT)

.PHONY: demo test torture calibrate attack audit-dependencies test-spark test-spark-where-java test-s3 bench pictures lock clean

demo: $(VENV)/.runtime
	$(BIN)/twoway demo

test: $(VENV)/.development
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -n 2 --dist loadgroup
	@$(MAKE) --no-print-directory test-spark-where-java

torture: $(VENV)/.development
	$(BIN)/python -m tests.torture

# pyspark is published as source only: jars that are copied.
SPARK = @$(MAKE) --no-print-directory VENV=.venv-spark HASHED="--require-hashes --only-binary :all: --no-binary pyspark"

test-spark:
	$(SPARK) .venv-spark/.spark
	.venv-spark/bin/python -m pytest -o faulthandler_timeout=1800 -o faulthandler_exit_on_timeout=true \
		tests/engine/test_spark_engine.py

test-spark-where-java:
	@java=$$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'); \
	if [ "$$TWOWAY_SPARK" = none ]; then echo "NOTHING WAS TRIED ON SPARK: TWOWAY_SPARK=none says so."; \
	elif [ "$${java:-0}" -lt 17 ]; then echo "NOTHING WAS TRIED ON SPARK: there is no Java 17 or newer here."; \
	elif ! $(subst @,,$(SPARK)) .venv-spark/.spark; then \
		echo "NOTHING WAS TRIED ON SPARK: pyspark and what its tests need could not be fetched into .venv-spark."; \
	else $(MAKE) --no-print-directory test-spark; fi

# moto is no part of the product: it is fetched for this and stands in for S3.
S3_PORT = 5959
test-s3: $(VENV)/.development
	@$(BIN)/uv tool run --from 'moto[s3,server]' moto_server -H 127.0.0.1 -p $(S3_PORT) >/dev/null 2>&1 & server=$$!; \
	trap "kill $$server" EXIT; \
	until $(BIN)/python -c "import socket; socket.create_connection(('127.0.0.1', $(S3_PORT)))" 2>/dev/null; do \
		kill -0 $$server 2>/dev/null || { echo "moto could not be fetched or started." >&2; exit 1; }; sleep 1; \
	done; \
	TWOWAY_S3=http://127.0.0.1:$(S3_PORT) $(BIN)/python -m pytest tests/store/test_object_store.py

SIZE = S,M
ROUNDS = 3

bench:
	$(MAKE) VENV=.venv-bench .venv-bench/.bench
	.venv-bench/bin/python -m tests.bench --size "$(SIZE)" --rounds $(ROUNDS) $(if $(ONLY),--only "$(ONLY)")

calibrate: $(VENV)/.development
	$(BIN)/python -m tests.calibration

attack: $(VENV)/.development
	$(BIN)/python -m tests.attacks

# pip-audit is no part of the product: it is fetched for this. What it could not look up is no clean bill of health.
audit-dependencies: $(VENV)/.development
	@found=$$($(BIN)/uv tool run --from pip-audit pip-audit --requirement requirements.lock --disable-pip \
		--progress-spinner off 2>&1); status=$$?; \
	unknown=$$(echo "$$found" | grep -c "could not be audited"); \
	if [ $$unknown -gt 0 ]; then \
		echo "$$unknown packages could not be looked up: the advisory service could not be reached. Nothing is known of them." >&2; \
		exit 2; \
	fi; \
	echo "$$found"; exit $$status

pictures: $(VENV)/.development
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.browser.pictures

$(VENV)/.runtime: $(BIN)/python requirements.lock pyproject.toml
	$(call install,install -r,requirements.lock)
	$(install_project)
	@touch $@

$(VENV)/.development: $(BIN)/python requirements-dev.lock pyproject.toml
	$(call install,sync,requirements-dev.lock)
	$(install_project)
	@touch $(VENV)/.runtime $@

$(VENV)/.bench: $(BIN)/python requirements-bench.lock pyproject.toml
	$(call install,sync,requirements-bench.lock)
	$(install_project)
	@touch $@

$(VENV)/.spark: $(BIN)/python requirements-spark.lock pyproject.toml
	$(call install,sync,requirements-spark.lock)
	$(install_project)
	@touch $@

$(BIN)/python:
	@found=; \
	for candidate in $(PYTHON); do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			found=$$candidate; \
			"$$candidate" -c 'import ensurepip, venv' 2>/dev/null && break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Twoway needs Python 3.11 or newer; none of these is: $(PYTHON)." >&2; \
		echo "Install one (Debian, Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python@3.13)" >&2; \
		echo "or name one that is elsewhere: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; \
		exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$found cannot make environments: its venv module is missing." >&2; \
		echo "Debian, Ubuntu: sudo apt-get install python3-venv" >&2; \
		exit 1; \
	fi; \
	"$$found" -m venv --clear $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet $(HASHED) -r requirements-installer.lock \
		|| echo "uv is not available here; pip installs instead."

lock: $(VENV)/.runtime
	$(RESOLVE) pyproject.toml --group build --output-file requirements.lock
	$(RESOLVE) pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(RESOLVE) pyproject.toml --group bench --constraints requirements-dev.lock --output-file requirements-bench.lock
	$(RESOLVE) --no-binary pyspark pyproject.toml --extra spark --group dev --constraints requirements-dev.lock \
		--output-file requirements-spark.lock
	$(RESOLVE) --group installer --output-file requirements-installer.lock

clean:
	rm -rf $(VENV) .venv-bench .venv-spark .twoway build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find analytics dashboard tests -name __pycache__ -type d -prune -exec rm -rf {} +
