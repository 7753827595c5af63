"""Prompts: found, checked, filled in once, and honest in their own examples."""

import hashlib
import json
import re

import pytest

from llm_extract.briefing.writer import SentenceReply
from llm_extract.errors import SettingsError
from llm_extract.extractors.model.convert import convert
from llm_extract.extractors.model.reply import REPLIES, CheckReply, CommentedReply
from llm_extract.llm.schema import reply_schema
from llm_extract.prompts import drafts, load_prompt, parse_prompt, prompts_folder, released
from llm_extract.records.article import Article
from llm_extract.records.incidents import ExtractorId

HEAD = '+++\nvariables = ["text"]\nreply = "X"\nchanged_because = "Test."\n+++\n'
BODY = "# system\nRead.\n# user\n{{text}}\n"


def test_what_an_article_contains_is_never_looked_at_again() -> None:
    prompt = parse_prompt(f"{HEAD}# system\nRead.\n# user\n{{{{text}}}}\n", "draft")
    hostile = "{{text}} {{secret}} {% for x in y %} ${HOME} {0}"
    assert prompt.render({"text": hostile}) == ("Read.", hostile)


def test_the_newest_release_is_taken_when_no_version_is_named(tmp_path) -> None:
    for version in ("v2", "v10"):
        path = tmp_path / "brief" / f"{version}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{HEAD}# system\n{version}\n# user\n{{{{text}}}}\n")
    (tmp_path / "brief" / "draft.md").write_text("not yet a prompt")
    assert load_prompt("brief", tmp_path).system == "v10"
    assert list(released(tmp_path)) == ["brief/v2", "brief/v10"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# system\n# user\n", "opens with TOML"),
        (f"{HEAD}# system\nRead.\n", "one part '# system' and one '# user'"),
        (f"{HEAD}# system\n{{{{name}}}}\n# user\n{{{{text}}}}\n", "uses ['name', 'text']"),
        ("+++\nvariables = [\n+++\n# system\n# user\n", "draft"),
        ("+++\nvariables = []\n+++\n# system\n# user\n", "its head has the keys"),
        (HEAD.replace('["text"]', "3") + BODY, "variables is a list of names, and not 3"),
        (HEAD.replace('["text"]', "[[1]]") + BODY, "variables is a list of names"),
        (HEAD.replace('"X"', "3") + BODY, "reply is text, and not 3"),
        (f"{HEAD}{BODY}# user\nAgain.\n", "one part '# system' and one '# user'"),
    ],
)
def test_a_file_that_is_no_prompt_is_refused_with_its_name_and_the_reason(text, said) -> None:
    with pytest.raises(SettingsError, match=re.escape(said)):
        parse_prompt(text, "draft")


def test_what_is_no_release_is_a_draft(tmp_path) -> None:
    (tmp_path / "extract").mkdir()
    for name in ("v1", "v2", "draft3", "v2-shorter"):
        (tmp_path / "extract" / f"{name}.md").write_text("")
    assert list(released(tmp_path)) == ["extract/v1", "extract/v2"]
    assert list(drafts(tmp_path)) == ["extract/draft3", "extract/v2-shorter"]


def test_a_prompt_that_is_not_there_is_named() -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        load_prompt("nowhere/v1")


def test_a_prompt_that_is_not_utf_8_is_named(tmp_path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes(HEAD.encode() + b"# system\n\xff\n# user\n")
    with pytest.raises(SettingsError, match=r"draft\.md is not UTF-8"):
        load_prompt(str(draft))


@pytest.mark.parametrize(
    "leading_out",
    [
        "../secret",
        "../../etc/x",
        "..",
        ".",
        "a/../../secret",
        "a//b",
        "a\\..\\x",
        "a/b/c",
        "",
        "a\0",
    ],
)
def test_a_name_never_leads_out_of_the_folder_of_prompts(tmp_path, leading_out) -> None:
    (tmp_path / "secret.md").write_text(HEAD + BODY)
    (tmp_path / "prompts").mkdir()
    with pytest.raises(SettingsError, match="a name is like extract or extract/v1"):
        load_prompt(leading_out, tmp_path / "prompts")


def test_an_absolute_name_is_none_and_a_path_given_on_purpose_leads_anywhere(tmp_path) -> None:
    (tmp_path / "mine.md").write_text(HEAD + BODY)
    with pytest.raises(SettingsError, match="a path ends in"):
        load_prompt(str(tmp_path / "mine"))
    assert load_prompt(str(tmp_path / ".." / tmp_path.name / "mine.md")).system == "Read."


def test_the_examples_of_each_prompt_ground_in_their_own_report() -> None:
    for name in (one for one in (*released(), *drafts()) if one.startswith("extract/")):
        prompt = load_prompt(name)
        system = prompt.system
        reports = re.findall(r'The report "(.+?)" has', system)
        replies = re.findall(r"```json\n(.+?)\n```", system, re.DOTALL)
        assert len(reports) == len(replies) > 0
        for report, reply in zip(reports, replies, strict=True):
            said = {"incidents": [json.loads(reply)], "background": [], "relays": []}
            whole = REPLIES[prompt.reply].model_validate(said)
            extraction = convert(whole, Article.of(report), ExtractorId(name="model", version="0"))
            assert extraction.ungrounded == ()


def test_a_released_prompt_and_its_reply_schema_never_change() -> None:
    pinned = json.loads((prompts_folder() / "released.json").read_text())
    asked = {"extract": CommentedReply, "briefing": SentenceReply, "check": CheckReply}
    newest = {name.partition("/")[0]: name for name in released()}
    assert set(pinned) == set(released()), "pin each release in prompts/released.json"
    for name in released():
        assert pinned[name]["body"] == load_prompt(name).sha256, (
            f"{name} was edited: make a new one"
        )
    for purpose, reply in asked.items():
        schema = json.dumps(reply_schema(reply).json_schema, sort_keys=True)
        assert load_prompt(newest[purpose]).reply == reply.__name__
        assert (
            pinned[newest[purpose]]["reply_schema"] == hashlib.sha256(schema.encode()).hexdigest()
        ), "a changed reply schema is a new prompt version"


def test_a_prompt_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(
        SettingsError, match=r"prompt 'extrcat': no such .* briefing, check, extract, "
    ):
        load_prompt("extrcat")
