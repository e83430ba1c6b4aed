"""What is shipped: a pure Python wheel that holds its data, a lock that names public addresses, a clean tree."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "marsad"
DATA = sorted(
    path.relative_to(ROOT / "src").as_posix()
    for path in SOURCE.rglob("*")
    if path.is_file() and path.suffix not in {".py", ".pyc"}
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_is_pure_python_and_holds_every_data_file(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert len(DATA) > 40
    assert [name for name in DATA if name not in names] == []
    assert "marsad/py.typed" in names
    assert not [name for name in names if not name.startswith(("marsad/", "marsad-"))]


def test_the_wheel_alone_shows_the_demo(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    code = "import marsad, sys; assert 'site' in marsad.__file__; from marsad.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "demo"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "HOME": "", "MARSAD_LANG": "en"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "Who was said to hold what" in done.stdout.decode("utf-8")


def test_the_lock_names_public_addresses_and_every_dependency() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([^/\"]+)", lock))
    assert len(hosts) <= 2  # one index and where it keeps its files: no mirror beside them
    assert not [host for host in hosts if ":" in host or "." not in host or host.replace(".", "").isdigit()]
    assert "file://" not in lock
    locked = {package["name"] for package in tomllib.loads(lock)["package"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert {re.split(r"[<>=\[]", name)[0].lower() for name in wanted} <= locked


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    code = "import marsad; print(marsad.__version__)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert said == project["project"]["version"]
