"""Old terminals, pipes and odd folders: everything is written, but for the odd letter."""

import json
import os
import subprocess
import sys

import pytest

import koryo_geo

COMMAND = (sys.executable, "-c", "from koryo_geo.cli import app; app()")


def run(page, *arguments):
    """Run the command with its output in a file of a code page."""
    environment = {**os.environ, "PYTHONIOENCODING": page, "PYTHONWARNINGS": "error"}
    return subprocess.run([*COMMAND, *arguments], capture_output=True, env=environment, check=False)


#: What is asked, and the code that the command leaves with.
ASKED = {("explain", "c-town", "minimal"): 0, ("explain", "없는", "minimal"): 1, ("check", "minimal"): 0}


@pytest.fixture(scope="module")
def wanted():
    return {arguments: run("utf-8", *arguments) for arguments in ASKED}


@pytest.mark.parametrize("page", ["cp1252", "cp949", "cp437"])
@pytest.mark.parametrize("arguments", ASKED)
def test_all_is_written_whatever_the_terminal(page, arguments, wanted):
    result = run(page, *arguments)
    assert result.returncode == ASKED[arguments], result.stderr
    for old, new in ((result.stdout, wanted[arguments].stdout), (result.stderr, wanted[arguments].stderr)):
        lines = old.decode(page, "replace").splitlines(), new.decode().splitlines()
        assert [len(line) for line in lines[0]] == [len(line) for line in lines[1]]


def test_json_loses_no_letter_on_any_terminal():
    arguments = ("explain", "c-town", "minimal", "--json")
    assert json.loads(run("cp437", *arguments).stdout.decode("cp437")) == json.loads(run("utf-8", *arguments).stdout)


def test_a_pipe_that_closes_ends_the_command_without_a_traceback():
    command = [*COMMAND, "check"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("name", ["two words", "gänse", "가나다", "a'b", "a#b%20", 'it\'s "so"'])
def test_a_folder_of_any_name_is_built(copy, tmp_path, name):
    folder = copy().rename(tmp_path / name)
    assert (koryo_geo.build(koryo_geo.load(folder), tmp_path / f"out {name}").folder / "index.html").is_file()


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b", "README.md", ""])
def test_what_can_be_no_folder_is_told_as_such(name):
    with pytest.raises(koryo_geo.DatasetError) as refused:
        koryo_geo.load(name)
    assert len(str(refused.value)) < 600


def test_a_name_is_found_in_either_form_of_hangul(copy):
    import unicodedata

    from koryo_geo.review.explain import explain
    from tests.sample import rows_of, write_rows

    folder = copy()
    write_rows(folder, "names", [row | {"name": unicodedata.normalize("NFD", row["name"])} for row in rows_of(folder, "names")])
    dataset = koryo_geo.load(folder)
    for form in ("NFC", "NFD"):
        assert "c-town" in str(explain(dataset, unicodedata.normalize(form, "다읍")))
