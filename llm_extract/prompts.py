"""Prompts: Markdown files with a head, loaded, hashed and rendered, never a template over text.

A prompt file opens with TOML between two lines of `+++`: `variables` (the names it is rendered
with), `reply` (the reply schema it asks for) and `changed_because`. The body has parts headed
`# system` and `# user`. A variable stands as `{{name}}` and is put in once: what an article's text
contains is never looked at again.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from llm_extract.errors import SettingsError

_HEAD = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
_PART = re.compile(r"^# (system|user)\n", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
_KNOWN_KEYS = frozenset({"variables", "reply", "changed_because"})
# No name leads out of the folder: who wants a file of their own gives its path.
_NAME = re.compile(r"[a-z0-9][\w-]*(/[a-z0-9][\w-]*)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Prompt:
    """One version of a prompt. `name` is like "extract/v1"; a draft is named by its file."""

    name: str
    variables: tuple[str, ...]
    reply: str
    changed_because: str
    system: str
    user: str

    @cached_property
    def sha256(self) -> str:
        """A hash of all that is sent, without the article."""
        return hashlib.sha256(f"{self.system}\0{self.user}".encode()).hexdigest()

    def render(self, values: Mapping[str, str]) -> tuple[str, str]:
        """The system and the user text, each variable put in once.

        Raises:
            SettingsError: a variable has no value, or a value no variable.
        """
        if set(values) != set(self.variables):
            raise SettingsError(
                f"prompt {self.name} takes {', '.join(sorted(self.variables))};"
                f" it was given {', '.join(sorted(values))}"
            )
        return _filled(self.system, values), _filled(self.user, values)


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """A prompt by name ("extract/v1", or "extract" for its newest release) or by path.

    What ends in .md is a path, and may lead anywhere. A name leads nowhere but into `folder`.

    Raises:
        SettingsError: no such prompt, or a file that is none.
    """
    path = Path(name)
    if path.suffix == ".md":
        return parse_prompt(_text(path), str(path))
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"prompt {name!r}: a name is like extract or extract/v1; a path ends in .md"
        )
    root = folder or prompts_folder()
    if "/" not in name:
        name = f"{name}/{_newest(root, name)}"
    return parse_prompt(_text(root / f"{name}.md"), name)


def parse_prompt(text: str, name: str) -> Prompt:
    """The prompt a file's text holds.

    Raises:
        SettingsError: it has no head, lacks a part, or its variables are not those it uses.
    """
    head = _HEAD.match(text)
    if head is None:
        raise SettingsError(f"prompt {name}: it opens with TOML between two lines of +++")
    try:
        fields = tomllib.loads(head[1])
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"prompt {name}: {error}") from error
    if set(fields) != _KNOWN_KEYS:
        raise SettingsError(
            f"prompt {name}: its head has the keys {', '.join(sorted(_KNOWN_KEYS))}"
        )
    _check_head(fields, name)
    parts = _parts(text[head.end() :], name)
    used = {found for part in parts.values() for found in _VARIABLE.findall(part)}
    if used != set(fields["variables"]):
        raise SettingsError(
            f"prompt {name}: its head names the variables {sorted(fields['variables'])},"
            f" its body uses {sorted(used)}"
        )
    return Prompt(
        name=name,
        variables=tuple(fields["variables"]),
        reply=fields["reply"],
        changed_because=fields["changed_because"],
        system=parts["system"],
        user=parts["user"],
    )


def released(folder: Path | None = None) -> Iterator[str]:
    """The names of all released prompts, oldest first: those of the form NAME/vN."""
    root = folder or prompts_folder()
    for path in sorted(root.glob("*/v*.md"), key=lambda path: (path.parent.name, _number(path))):
        if re.fullmatch(r"v\d+", path.stem):
            yield f"{path.parent.name}/{path.stem}"


def drafts(folder: Path | None = None) -> Iterator[str]:
    """The names of all other prompts that stand beside the released ones."""
    root = folder or prompts_folder()
    for path in sorted(root.glob("*/*.md")):
        if not re.fullmatch(r"v\d+", path.stem):
            yield f"{path.parent.name}/{path.stem}"


def prompts_folder() -> Path:
    """Where the shipped prompts stand: inside an installed package, or beside it in a checkout."""
    installed = Path(str(files("llm_extract"))) / "_prompts"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "prompts"


def _newest(root: Path, name: str) -> str:
    versions = [found.split("/")[1] for found in released(root) if found.startswith(f"{name}/")]
    if not versions:
        there = ", ".join(dict.fromkeys(one.split("/")[0] for one in released(root))) or "none"
        raise SettingsError(
            f"prompt {name!r}: no such prompt; in {root} there are {there}, and a path ends in .md"
        )
    return versions[-1]


def _number(path: Path) -> int:
    digits = path.stem.removeprefix("v")
    return int(digits) if digits.isdigit() else 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"prompt {path} cannot be read: {error.strerror}; `llm-extract prompts list` names all"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"prompt {path} is not UTF-8: {error}") from error


def _check_head(fields: Mapping[str, object], name: str) -> None:
    variables = fields["variables"]
    if not isinstance(variables, list) or not all(isinstance(one, str) for one in variables):
        raise SettingsError(f"prompt {name}: variables is a list of names, and not {variables!r}")
    for key in ("reply", "changed_because"):
        if not isinstance(fields[key], str):
            raise SettingsError(f"prompt {name}: {key} is text, and not {fields[key]!r}")


def _parts(body: str, name: str) -> dict[str, str]:
    pieces = _PART.split(body)
    parts = {role: text.strip() for role, text in zip(pieces[1::2], pieces[2::2], strict=True)}
    if sorted(pieces[1::2]) != ["system", "user"] or pieces[0].strip():
        raise SettingsError(f"prompt {name}: its body has one part '# system' and one '# user'")
    return parts


def _filled(part: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values[found[1]], part)
