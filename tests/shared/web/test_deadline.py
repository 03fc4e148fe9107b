"""A request that takes too long is ended, and the next one in the same thread is not."""

import subprocess
import sys
import time

from shared.web.deadline import SECONDS, TimeUp, Watch


def test_a_request_without_end_is_ended_with_a_sentence(app, client):
    app.config[SECONDS] = 0.1
    began = time.monotonic()
    answer = client.get("/endlos")
    assert (answer.status_code, "terlalu lama" in answer.text) == (503, True)
    assert time.monotonic() - began < 45
    app.config[SECONDS] = 60
    assert client.get("/siapa").status_code == 200


def test_whoever_is_done_is_let_alone():
    watch = Watch()
    watch.begin(-1)
    watch.end()
    began, ended = time.monotonic(), False
    try:
        time.sleep(0.8)
    except TimeUp:
        ended = True
    assert (ended, time.monotonic() - began >= 0.8) == (False, True)


PROFILED = """
import sys
from shared.web.deadline import Watch
watch = Watch()
watch.begin(60)
watch.end()
sys.setprofile(lambda *_: None)
print((lambda: "went on")())
"""


def test_a_request_in_time_leaves_python_nothing_to_look_for():
    """With something pending that never comes, Python looks for it for ever as soon as it is profiled."""
    done = subprocess.run([sys.executable, "-c", PROFILED], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "went on\n"
