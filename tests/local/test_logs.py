"""What of the logs reaches the terminal, and that they do not fill the disk."""

import pytest

from local import logs
from local.logs import LogFile, loud_line
from local.problems import Problem


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('{"level": "info", "event": "routine"}', None),
        ('{"level": "error", "event": "fact_parked", "name": "x"}', "error: fact_parked"),
        (
            '{"level": "error", "event": "lost\\nagain", "exception": "Traceback\\nOSError: gone"}',
            "error: lost - OSError: gone",
        ),
        ("WARNING: no /dev/shm", "WARNING: no /dev/shm"),
        ("sqlite3.OperationalError: disk full", "sqlite3.OperationalError: disk full"),
        ("celery@here ready.", None),
        ("[1, 2]", None),
    ],
)
def test_only_what_is_loud_is_shown(line, shown):
    assert loud_line(line) == shown


def test_lines_are_handed_on_whole_and_once(tmp_path):
    log = LogFile(tmp_path / "web.log")
    with log.path.open("a", buffering=1) as child:
        child.write("first\nsec")
        child.flush()
        assert log.follow() == ["first"]
        child.write("ond\n")
        assert log.follow() == ["second"]
        assert log.follow() == []


def test_a_large_log_is_set_aside_and_the_process_writes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "LARGEST", 10)
    log = LogFile(tmp_path / "web.log")
    with log.path.open("a", buffering=1) as child:
        for number in range(5):
            child.write(f"a long line {number}\n")
            assert log.follow() == [f"a long line {number}"]
    assert log.path.read_text() == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["web.log", "web.log.1", "web.log.2", "web.log.3"]
    assert (tmp_path / "web.log.1").read_text() == "a long line 4\n"


def test_a_removed_data_directory_is_told_in_a_sentence(tmp_path):
    log = LogFile(tmp_path / "web.log")
    log.path.unlink()
    with pytest.raises(Problem, match=r"web\.log was removed while Sinergi IKM was running"):
        log.follow()
