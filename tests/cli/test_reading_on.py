"""Who reads a command's answer may stop reading."""

import subprocess
import sys


def test_a_reader_that_stops_is_no_error():
    command = subprocess.Popen(
        [sys.executable, "-u", "-m", "dashboard", "measures"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    command.stdout.close()
    _, told = command.communicate(timeout=60)
    assert told == b""
