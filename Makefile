# Two stamps inside .venv: Python packages, and the small Plotly bundle from npm.
# Variables: PYTHON=python3.12, PORT=8080, ARGS="…" handed on to demo, pytest, fuzz or the benchmark.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=

BIN := .venv/bin
INSTALLED := .venv/.installed
BUNDLED := .venv/.bundled

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench fuzz

help:
	@echo "make demo    dựng bản minh họa rồi chạy ở http://127.0.0.1:$(PORT)/ (PORT=8080 để đổi cổng)"
	@echo "make test    chạy toàn bộ kiểm thử (thêm ARGS=\"tests/lib\" để chạy một phần)"
	@echo "make lint    kiểm tra cách viết, hướng import và migration"
	@echo "make bench   đo số câu truy vấn và thời gian của các trang và của việc nhập số liệu"
	@echo "make fuzz    thử bộ đọc bảng tính với 2.000 tệp bị làm hỏng và các ô ngẫu nhiên"

demo: $(INSTALLED) $(BUNDLED)
	@$(BIN)/python manage.py demo --port $(PORT) $(ARGS)

test: $(INSTALLED) $(BUNDLED)
	$(BIN)/pytest $(ARGS)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

bench: $(INSTALLED)
	@$(BIN)/python -m tests.bench $(ARGS)

fuzz: $(INSTALLED)
	@$(BIN)/python -m tests.fuzz $(ARGS)

$(INSTALLED): pyproject.toml constraints.txt
	@echo "Cài các gói Python vào .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --editable '.[test]' --constraint constraints.txt
	@touch $@

# Without npm, or when it fails, lsdash/finders.py takes the file inside the Python package.
$(BUNDLED): package-lock.json | $(INSTALLED)
	@if ! command -v npm >/dev/null 2>&1; then \
		echo "Máy không có npm: trang dùng tệp Plotly nằm sẵn trong gói Python."; \
	elif ! npm ci --silent --no-audit --no-fund --fetch-retries=1 </dev/null >/dev/null 2>&1; then \
		echo "npm không tải được gói vẽ nhỏ: trang dùng tệp Plotly nằm sẵn trong gói Python; chạy npm ci để thử lại."; \
	fi
	@touch $@
