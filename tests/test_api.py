import subprocess
import sys

import pytest

import llm_extract

HEAVY = (
    "asyncio dateparser diskcache instructor jinja2 lxml openai pydantic_settings rapidfuzz"
    " rich tenacity trafilatura typer"
).split()


def loaded_after(statement: str) -> set[str]:
    program = f"{statement}; import sys; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return set(ran.stdout.split())


def test_importing_the_package_loads_next_to_nothing():
    loaded = loaded_after("import llm_extract")
    assert not loaded & {*HEAVY, "pydantic"}
    assert {name for name in loaded if name.startswith("llm_extract.")} == set()


def test_a_record_comes_without_the_stages():
    assert not loaded_after("from llm_extract import Article") & set(HEAVY)


def test_the_command_line_shows_its_help_without_the_stages():
    heavy = set(HEAVY) - {"typer"} | {"pydantic"}
    assert not loaded_after("import llm_extract.cli") & heavy


def test_the_public_names_are_sorted_and_all_there():
    assert llm_extract.__all__ == sorted(llm_extract.__all__)
    for name in llm_extract.__all__:
        assert getattr(llm_extract, name) is not None
        assert name in dir(llm_extract)


def test_the_public_names_are_these():
    """A change here is a change of the interface."""
    assert " ".join(llm_extract.__all__) == (
        "Article Briefing Claim Consensus Count Extracted Extraction ExtractionError Extractor"
        " Failure Incident InputError LlmExtractError Options OutputError Pipeline Progress"
        " ReadOptions Reading RecordError Run Sentence Settings SettingsError Span Stage build"
    )


def test_a_name_that_is_not_there_is_an_ordinary_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'Artikel'"):
        llm_extract.Artikel  # noqa: B018 - asking is the point


@pytest.mark.usefixtures("elsewhere")
def test_from_articles_to_a_briefing_in_three_lines(example):
    from llm_extract import build  # noqa: PLC0415 - one of the three lines

    run = build().run([example])
    print(run.briefings[0])  # noqa: T201 - one of the three lines

    assert len(run.briefings[0].sentences) > 5
