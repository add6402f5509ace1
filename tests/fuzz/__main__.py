"""Fuzzing of the reader: `python -m tests.fuzz [--files 2000] [--children 60] [--seed 0]`.

Spoilt files first go through the reader in one long-lived process, then some through the child
process as an upload does, then a sound form is filled with random cells. Prints one table and
ends with status 1 if anything raised, got stuck, or was stored that no cell says.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from indicators.sheets.process import read_report_file

from .cells import check_random_cells
from .mutate import mutated
from .requests import requests_by_sample

Result = dict[str, object]


def main() -> None:
    """Run all three parts and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--children", type=int, default=60)
    parser.add_argument("--cells", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    in_process = list(_in_process(arguments.files, arguments.seed))
    # What only the child can stop is seen through it, and so is a sample of the rest.
    stopped = [int(str(r["number"])) for r in in_process if r["outcome"] == "stopped"]
    step = max(1, arguments.files // max(1, arguments.children))
    numbers = [*stopped, *range(0, arguments.files, step)]
    through_child = [_through_child(number, arguments.seed) for number in numbers]
    _print_table(in_process, through_child)
    check_random_cells(examples=arguments.cells)
    print(f"random cells in a sound form: {arguments.cells} sheets, nothing raised or invented")
    raise SystemExit(1 if _failures(in_process, through_child) else 0)


def _in_process(files: int, seed: int) -> Iterator[Result]:
    """One result a file; a file that ends the worker itself is one as well."""
    first = 0
    while first < files:
        with subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.worker", str(first), str(files), str(seed)],
            stdout=subprocess.PIPE,
        ) as worker:
            for announced in worker.stdout or ():
                result = json.loads(announced) | json.loads(_next_line(worker))
                first = result["number"] + 1
                yield result


def _next_line(worker: subprocess.Popen[bytes]) -> bytes:
    line = worker.stdout.readline() if worker.stdout else b""
    died = {"outcome": "raised", "code": "the process ended", "seconds": 0, "peak_mb": 0}
    return line or json.dumps(died).encode()


def _through_child(number: int, seed: int) -> Result:
    name, data = mutated(number, seed)
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        start = time.perf_counter()
        report = read_report_file(Path(file.name), requests_by_sample()[name[:3]])
        seconds = time.perf_counter() - start
    codes = [problem.code for problem in report.errors if problem.scope == "file"]
    outcome = "read" if report.records else "refused"
    if "reader_crashed" in codes or seconds > 10:
        outcome = "raised"
    code = codes[0] if codes else "no error of the file"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {
        "number": number,
        "name": name,
        "outcome": outcome,
        "code": code,
        "seconds": seconds,
        "peak_mb": peak,
    }


def _print_table(in_process: list[Result], through_child: list[Result]) -> None:
    print(f"{'':24}{'files':>7}{'read':>7}{'refused':>9}{'stopped':>9}{'raised':>8}", end="")
    print(f"{'slowest s':>11}{'peak MB':>9}")
    for title, results in (("in one process", in_process), ("in the child", through_child)):
        print(_line(title, results))
    for suffix in ("xlsx", "xls", "ods", "csv"):
        print(_line(f"  .{suffix}", [r for r in in_process if str(r["name"]).endswith(suffix)]))
    print("refused and stopped, by code:")
    codes = Counter(str(r["code"]) for r in in_process if r["outcome"] in ("refused", "stopped"))
    for code, count in codes.most_common():
        print(f"  {count:5} {code}")
    for result in _failures(in_process, through_child):
        print(f"FAILED file {result['number']} ({result['name']}): {result['code']}")


def _line(title: str, results: list[Result]) -> str:
    counts = Counter(result["outcome"] for result in results)
    slowest = max((float(str(result["seconds"])) for result in results), default=0)
    peak = max((int(str(result["peak_mb"])) for result in results), default=0)
    return (
        f"{title:24}{len(results):>7}{counts['read']:>7}{counts['refused']:>9}"
        f"{counts['stopped']:>9}{counts['raised']:>8}{slowest:>11.2f}{peak:>9}"
    )


def _failures(in_process: list[Result], through_child: list[Result]) -> list[Result]:
    return [result for result in in_process + through_child if result["outcome"] == "raised"]


if __name__ == "__main__":
    main()
