"""Container and service files: what can break in them without anybody hearing of it. Nothing is built here."""

import configparser
import json
import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.arguments import parser
from app.settings import LANGUAGES, Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PORTS = {name: parser(Settings()).parse_args([name]).port for name in ("page", "serve")}
SETTINGS = set(re.findall(r"^(HOIBAO_\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))


def parsed(command: list[str]) -> Any:
    """A command line of ours, by the parser of the command line itself."""
    assert Path(command[0]).name == "hoibao", command
    return parser(Settings()).parse_args(command[1:])


def dockerfile() -> list[list[tuple[str, str]]]:
    """Its stages, each as its instructions; lines that go on are one."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    stages: list[list[tuple[str, str]]] = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        name, _, rest = line.partition(" ")
        if name == "FROM":
            stages.append([])
        if name:
            stages[-1].append((name, rest.strip()))
    return stages


def of(stage: list[tuple[str, str]], name: str) -> list[str]:
    return [rest for instruction, rest in stage if instruction == name]


def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return document


def kubernetes() -> Iterator[dict[str, Any]]:
    (block,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/scaling.md").read_text(encoding="utf-8"), re.DOTALL)
    yield from yaml.safe_load_all(block)


def pods(node: Any) -> Iterator[dict[str, Any]]:
    """What is below a key `spec` and has containers."""
    if isinstance(node, dict):
        if "containers" in node:
            yield node
        for inside in node.values():
            yield from pods(inside)


def units() -> Iterator[tuple[str, configparser.SectionProxy]]:
    for path in sorted(DEPLOY.glob("*.service")):
        unit = configparser.ConfigParser(interpolation=None, strict=False)
        unit.optionxform = str  # type: ignore[assignment, method-assign]
        unit.read(path, encoding="utf-8")
        yield path.stem, unit["Service"]


def test_the_image_runs_the_page_as_nobody_in_particular() -> None:
    built, last = dockerfile()
    (user,) = of(last, "USER")
    assert user.isdecimal()
    assert int(user) > 0
    assert last.index(("USER", user)) < last.index(("CMD", of(last, "CMD")[0]))
    assert f"--uid {user} " in of(last, "RUN")[0]
    command = parsed(json.loads(of(last, "CMD")[0]))
    (check,) = of(last, "HEALTHCHECK")
    assert f"http://127.0.0.1:{command.port}/" in check
    assert {str(command.port), str(PORTS["serve"])} <= set(of(last, "EXPOSE")[0].split())
    assert of(built, "WORKDIR") == ["/source"]


def test_what_the_image_is_made_of_is_there() -> None:
    built, last = dockerfile()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for script in re.findall(r"\b(deploy/[\w-]+)", " ".join(of(built, "RUN"))):
        assert os.access(ROOT / script, os.X_OK), script
    assert (ROOT / "constraints.txt").is_file()
    for extras in re.findall(r"'\.\[([\w,]+)\]'", " ".join(of(built, "RUN"))):
        assert set(extras.split(",")) <= set(project["optional-dependencies"])
    for source in re.findall(r"--from=build (\S+)", " ".join(of(last, "COPY"))):
        inside = source.removeprefix("/source/")
        assert inside == "/opt/hoibao" or (ROOT / inside).exists(), source
    for image in (of(stage, "FROM")[0] for stage in (built, last)):
        (version,) = re.findall(r"python:(3\.\d+)", image)
        assert tuple(map(int, version.split("."))) >= (3, 11)
    variables = dict(pair.split("=", 1) for pair in shlex.split(" ".join(of(last, "ENV"))))
    assert {name for name in variables if name.startswith("HOIBAO_")} <= SETTINGS
    (volume,) = of(last, "VOLUME")
    assert all(variables[name].startswith(f"{volume}/") for name in ("HOIBAO_LIBRARY", "XDG_CACHE_HOME"))


def test_compose_opens_the_page_by_its_door_alone() -> None:
    services = compose()["services"]
    door = services["door"]
    opened, target = door["command"][3].removeprefix(":"), door["command"][5]
    assert door["network_mode"] == "service:page"
    assert services["page"]["ports"] == [f"{opened}:{opened}"]
    assert target == f"127.0.0.1:{parsed(json.loads(of(dockerfile()[-1], 'CMD')[0])).port}"
    assert parsed(services["api"]["command"]).port == PORTS["serve"]
    assert services["api"]["ports"] == [f"127.0.0.1:{PORTS['serve']}:{PORTS['serve']}"]


def test_compose_names_nothing_that_is_not_declared() -> None:
    document = compose()
    services = document["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
        assert {volume.split(":")[0] for volume in service.get("volumes", ())} <= set(document["volumes"]), name
        assert set(service.get("secrets", ())) <= set(document["secrets"]), name
        if build := service.get("build"):
            assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    assert {profile for service in services.values() for profile in service.get("profiles", ())} == {
        "api",
        "ollama",
        "postgres",
    }


def test_the_units_run_commands_that_there_are() -> None:
    opened = {}
    for name, service in units():
        command = parsed(shlex.split(service["ExecStart"]))
        opened[name] = command.port
        assert service["User"] not in ("", "root", "0")
        folder = Path(service["WorkingDirectory"])
        assert service["ReadWritePaths"] == str(folder)
        assert Path(service["EnvironmentFile"].lstrip("-")).parent == folder
        assert service["Environment"].startswith(f"XDG_CACHE_HOME={folder}/")
    assert opened == {"hoibao": PORTS["page"], "hoibao-api": PORTS["serve"]}


def test_kubernetes_runs_commands_that_there_are() -> None:
    ran = 0
    for pod in (pod for document in kubernetes() for pod in pods(document)):
        assert pod.get("securityContext", {}).get("runAsUser", 1000) > 0
        mounted = {mount["name"] for each in pod["containers"] for mount in each.get("volumeMounts", ())}
        assert mounted - {volume["name"] for volume in pod.get("volumes", ())} <= {"cache"}
        for each in [*pod["containers"], *pod.get("initContainers", ())]:
            if each["image"] != "hoibao":
                continue
            command = each["command"]
            parsed(shlex.split(command[2].partition("||")[0]) if command[0] == "sh" else command)
            ran += 1
    assert ran == 3


def test_kubernetes_leads_to_the_door_and_the_door_to_the_page() -> None:
    documents = {document["kind"]: document for document in kubernetes()}
    (pod,) = pods(documents["StatefulSet"])
    containers = {each["name"]: each for each in pod["containers"]}
    door = containers["door"]["command"]
    assert door[5] == f"127.0.0.1:{parsed(containers['page']['command']).port}"
    opened = int(door[3].removeprefix(":"))
    assert containers["door"]["readinessProbe"]["httpGet"]["port"] == opened
    assert [port["targetPort"] for port in documents["Service"]["spec"]["ports"]] == [opened]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proxys_recipe_leads_to_both_servers_and_names_the_host(language: str) -> None:
    page = (ROOT / "docs/site" / language / "sharing.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```nginx\n(.*?)```", page, re.DOTALL)
    targets = dict(re.findall(r"location (\S+)\s*\{[^}]*?proxy_pass http://127\.0\.0\.1:(\d+);", recipe))
    assert targets.pop("/") == str(PORTS["page"])
    assert targets == dict.fromkeys(("/api/", "/feeds/", "/v1/"), str(PORTS["serve"]))
    # Otherwise the API takes whoever comes by the proxy for somebody at its own machine.
    head = recipe[: recipe.index("location")]
    assert "proxy_set_header Host $host;" in head
    assert "proxy_set_header X-Forwarded-For" in head
    assert "proxy_set_header" not in recipe[recipe.index("location /api/") :]


def test_one_version_is_named_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    released = re.findall(
        r"^## \[([\d.]+)\] - (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert (citation["version"], released[0][0]) == (version, version)
    assert citation["date-released"] == released[0][1]
