import pytest

from llm_extract.errors import SettingsError
from llm_extract.settings import Settings, load, variable
from llm_extract.sources import DEFAULT_MAX_BYTES

pytestmark = pytest.mark.usefixtures("elsewhere")


def test_without_a_model_the_rules_read_even_where_a_key_lies_about(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-stray")
    assert load().resolved_extractor == "rules"


def test_naming_a_model_is_what_chooses_it(monkeypatch):
    monkeypatch.setenv("LLM_EXTRACT_MODEL", "small-1")
    assert load().resolved_extractor == "model"
    assert load(extractor="rules").resolved_extractor == "rules"


def test_by_hand_goes_before_the_environment_and_that_before_the_file(elsewhere, monkeypatch):
    (elsewhere / ".env").write_text(
        "LLM_EXTRACT_CONCURRENCY=2\nLLM_EXTRACT_MAX_BYTES=20\nLLM_EXTRACT_POLICY=gtd\n"
    )
    monkeypatch.setenv("LLM_EXTRACT_CONCURRENCY", "3")
    monkeypatch.setenv("LLM_EXTRACT_MAX_BYTES", "30")
    settings = load(concurrency=4)
    assert (settings.concurrency, settings.max_bytes, settings.policy) == (4, 30, "gtd")


def test_an_empty_variable_is_a_variable_not_set(monkeypatch):
    monkeypatch.setenv("LLM_EXTRACT_MODEL", "")
    assert load().model is None


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("LLM_EXTRACT_EXTRACTOR", "magic", "auto, rules, model"),
        ("LLM_EXTRACT_EVIDENCE", "some", "full or sentences"),
        ("LLM_EXTRACT_CONCURRENCY", "many", "1 to 1000"),
        ("LLM_EXTRACT_CONCURRENCY", "0", "1 to 1000"),
        ("LLM_EXTRACT_MAX_BYTES", "-1", "1 to 1000000000"),
        ("OPENAI_BASE_URL", "localhost:8000", "http:// or https://"),
    ],
)
def test_a_wrong_value_is_answered_with_its_name_and_what_is_allowed(
    monkeypatch, name, value, allowed
):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert name in str(caught.value)
    assert allowed in str(caught.value)


@pytest.mark.parametrize("given", [{"prompt": "draft.md"}, {"record": "replies"}])
def test_what_only_a_model_heeds_is_refused_where_none_is_asked(monkeypatch, given):
    with pytest.raises(SettingsError, match="it would change nothing; name one with --model"):
        load(**given)
    assert load(model="small-1", **given).resolved_extractor == "model"
    assert load(model="small-1", extractor="rules", wording="model", **given)
    monkeypatch.setenv("LLM_EXTRACT_PROMPT", "draft.md")
    assert load().prompt == "draft.md"


@pytest.mark.parametrize("given", [{"model": "small-1"}, {"replay": "recorded"}])
def test_a_model_named_where_rules_read_and_templates_word_is_refused(monkeypatch, given):
    with pytest.raises(SettingsError, match=rf"^--{next(iter(given))}: .*--word-with-model"):
        load(extractor="rules", **given)
    assert load(extractor="rules", wording="model", **given).wording == "model"
    monkeypatch.setenv("LLM_EXTRACT_MODEL", "small-1")
    assert load(extractor="rules").model == "small-1"


def test_what_is_given_by_hand_is_called_by_its_option():
    with pytest.raises(SettingsError, match=r"^--max-bytes: .*1 to 1000000000"):
        load(max_bytes=0)


def test_a_misspelt_variable_is_told_and_not_passed_over(monkeypatch):
    monkeypatch.setenv("LLM_EXTRACT_MODLE", "small-1")
    with pytest.raises(SettingsError, match=r"LLM_EXTRACT_MODLE.*LLM_EXTRACT_MODEL"):
        load()


def test_a_misspelt_line_of_the_file_is_told_and_other_programs_lines_are_left(elsewhere):
    (elsewhere / ".env").write_text("DATABASE=here\n")
    load()
    (elsewhere / ".env").write_text("LLM_EXTRACT_POLCY=gtd\n")
    with pytest.raises(SettingsError, match="LLM_EXTRACT_POLCY"):
        load()


def test_a_file_that_is_no_text_is_named(elsewhere):
    (elsewhere / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"\.env"):
        load()


def test_no_form_of_the_settings_shows_the_key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://user:sk-secret@models.example/v1?key=sk-secret")
    settings = load()
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in str(settings.public())
    assert settings.public()["openai_base_url"] == "https://models.example/v1"
    assert "sk-secret" not in repr(settings)


def test_a_refused_value_is_not_repeated_for_it_may_be_a_key_in_the_wrong_place(monkeypatch):
    monkeypatch.setenv("LLM_EXTRACT_EXTRACTOR", "sk-secret")
    with pytest.raises(SettingsError) as caught:
        load()
    assert "sk-secret" not in str(caught.value)


def test_settings_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        load().model = "other"  # type: ignore[misc]


def test_the_cache_folder_may_be_given_from_home(monkeypatch, elsewhere):
    monkeypatch.setenv("HOME", str(elsewhere))
    monkeypatch.setenv("LLM_EXTRACT_CACHE_DIR", "~/kept")
    assert load().cache_dir == elsewhere / "kept"


def test_the_default_size_limit_is_that_of_reading():
    assert load().max_bytes == DEFAULT_MAX_BYTES


def test_the_example_file_names_every_setting_with_its_default(example):
    lines = (example.parents[1] / ".env.example").read_text().splitlines()
    shown = dict(line[1:].split("=") for line in lines if "=" in line and line[0] == "#")
    assert set(shown) == {variable(name) for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        assert shown[variable(name)] == ("" if field.default is None else str(field.default))


def test_a_variable_that_is_misspelt_is_refused_with_the_one_that_is_meant(monkeypatch):
    monkeypatch.setenv("LLM_EXTRACT_MODLE", "small")
    with pytest.raises(SettingsError, match=r"MODLE: .* \(did you mean LLM_EXTRACT_MODEL\?\)"):
        load()
