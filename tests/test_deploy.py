"""What `deploy/` starts is there, and is held as tightly as docs/operations.md says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from marsad.cli.verbs import verbs

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
HELD = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes",
    "RestrictSUIDSGID": "yes",
    "RestrictNamespaces": "yes",
    "UMask": "0077",
    "StateDirectoryMode": "0700",
    "User": "marsad",
}


def settings(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, value = line.split("=", 1)
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: str(path.name))
def test_a_service_runs_a_verb_that_is_there_and_is_held(service: Path) -> None:
    told = settings(service)
    (start,) = told["ExecStart"]
    program, verb, *_ = start.split()
    assert Path(program).name == "marsad"
    assert verb in verbs()
    assert {name: told.get(name, ["?"])[-1] for name in HELD} == HELD
    assert "@system-service" in told["SystemCallFilter"]
    assert any("MARSAD_LOG=-" in value for value in told["Environment"])


@pytest.mark.parametrize(("here", "there", "said"), [("", "", ""), ("ProtectHome=yes", "ProtectHome=perhaps", "home")])
def test_systemd_understands_every_line(tmp_path: Path, here: str, there: str, said: str) -> None:
    """The program stands elsewhere on this machine; all else is as it is shipped."""
    units = [*SERVICES, *sorted(DEPLOY.glob("*.timer"))]
    for unit in units:
        text = unit.read_text(encoding="utf-8").replace("/opt/marsad/bin/marsad", "/bin/true").replace(here, there)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    if shutil.which("systemd-analyze"):  # where there is no systemd, nobody could say
        command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in units)]
        ran = subprocess.run(command, capture_output=True, check=False, text=True)
        assert bool(ran.stderr) == bool(said)
        assert said in ran.stderr


def test_every_timer_has_its_service_and_every_service_is_installed_or_timed() -> None:
    timers = {path.stem for path in DEPLOY.glob("*.timer")}
    assert timers <= {path.stem for path in SERVICES}
    assert all("WantedBy" in settings(path) or path.stem in timers for path in SERVICES)


def test_the_container_copies_what_is_there_and_runs_as_nobody_in_particular() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [name for line in lines if line.startswith("COPY") for name in line.split()[1:-1]]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    (user,) = (line for line in lines if line.startswith("USER"))
    assert int(re.split(r"[ :]", user)[1]) > 0
    assert 'ENTRYPOINT ["marsad"]' in lines
