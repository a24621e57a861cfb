"""A preview served for tests."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple


class Served(NamedTuple):
    port: int
    path: str
    process: subprocess.Popen[str]

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(
            method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def state(self) -> Any:
        return json.loads(self.get(self.path + "state")[2])


def serve(issue: Path, *options: str) -> Served:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jianbao",
            "preview",
            str(issue),
            "--no-open",
            "--fonts",
            "embedded",
            *options,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/[\w-]+/)", address)
    assert found, (address, process.stderr and process.stderr.read())
    return Served(int(found[1]), found[2], process)
