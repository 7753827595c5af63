"""The page in a real browser: it runs under its own policy, lands where a link leads, and fits."""

import html
import json
import re
import shutil
import subprocess
from importlib.resources import files

import pytest

from llm_extract.report.html import render_page
from tests.report.invented_more import enriched

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
# Run by a copy of the page without its policy: a policy that let a test in would be none. The copy
# stands in a frame, for a window of its own is never narrower than 500 pixels.
MEASURE = """<script>addEventListener("load", () => parent.postMessage(
    [document.documentElement.scrollWidth, innerWidth].join("/"), "*"))</script>"""
FRAME = """<script>addEventListener("message", (sent) => { document.title = sent.data })</script>
<title></title><iframe src="inner.html" width="WIDTH" height="900" frameborder="0"></iframe>"""

# Of everything with Arabic in it, the way it runs.
DIRECTIONS = """<script>addEventListener("load", () => {
    const found = {};
    for (const which of ["blockquote", "div.text", "h1, .prose span, .why p, .version"])
        found[which] = [...document.querySelectorAll(which)]
            .filter((one) => which != "blockquote" || /^[\u0600-\u06ff]/.test(one.textContent))
            .map((one) => getComputedStyle(one).direction);
    document.title = JSON.stringify(found); })</script>"""
LABELS = """<script>addEventListener("load", () => parent.postMessage(
    [...document.querySelectorAll("#edits tbody tr:first-child td")]
        .map((one) => getComputedStyle(one, "::before").content).join(""), "*"))</script>"""


@pytest.fixture(scope="module")
def page(invented) -> str:
    return render_page(invented.consensus, invented.briefing, invented.articles)


@pytest.fixture
def browse(tmp_path):
    """Opens a page from disk; gives the document as it then stands, and what went wrong."""

    def opened(page: str, fragment: str = "") -> tuple[str, list[str]]:
        file = tmp_path / "page.html"
        file.write_text(page, encoding="utf-8")
        ran = subprocess.run(
            [
                CHROMIUM,
                *"--headless --no-sandbox --disable-gpu --no-first-run --disable-sync".split(),
                *"--disable-background-networking --disable-component-update".split(),
                *"--enable-logging=stderr --dump-dom".split(),
                f"--user-data-dir={tmp_path / 'profile'}",
                "--window-size=1400,900",
                file.as_uri() + fragment,
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return ran.stdout, [line for line in ran.stderr.splitlines() if "CONSOLE" in line]

    return opened


@in_browser
def test_a_link_to_a_sentence_lights_it_up_and_nothing_is_refused(page, browse) -> None:
    document, errors = browse(page, "#s2-0-85")
    assert not errors
    lit = re.findall(r'<mark[^>]*class="here"[^>]*>', document)
    assert len(lit) == 1
    assert 'id="s2-0-85"' in lit[0]


@in_browser
def test_a_link_to_a_folded_difference_unfolds_it(page, browse) -> None:
    document, _ = browse(page, "#d2")
    assert re.search(r'<details[^>]*id="d2"[^>]* open', document)
    assert not re.search(r'<details[^>]*id="d1"[^>]* open', document)


@in_browser
def test_a_script_that_is_not_ours_is_refused(page, browse) -> None:
    document, errors = browse(
        page.replace("</main>", "<script>document.title='in'</script></main>")
    )
    assert "<title>in</title>" not in document
    assert any("Content Security Policy" in line for line in errors)


@in_browser
@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("plant", ["", "-" + "x" * 300])
def test_nothing_runs_out_of_the_page_at_any_width(width, plant, build, browse, tmp_path) -> None:
    story = build(plant=plant)
    page = render_page(story.consensus, story.briefing, story.articles)
    bare = re.sub(r"<meta http-equiv[^>]*>", lambda _: MEASURE, page)
    unfolded = bare.replace("<details", "<details open")
    (tmp_path / "inner.html").write_text(unfolded, encoding="utf-8")
    document, _ = browse(FRAME.replace("WIDTH", str(width)))
    needed, given = re.search(r"<title>(\d+)/(\d+)</title>", document).groups()
    assert int(given) == width
    assert int(needed) <= width


@in_browser
def test_quotations_run_as_they_are_written_and_our_own_lines_from_left_to_right(
    build, browse
) -> None:
    story = build(plant=" سوق الوادي")
    arabic = story.consensus.model_copy(update={"title": "سوق الوادي: attack, 12 May"})
    briefing = story.briefing.model_copy(update={"title": arabic.title})
    page = render_page(arabic, briefing, story.articles)
    document, _ = browse(re.sub(r"<meta http-equiv[^>]*>", lambda _: DIRECTIONS, page))
    runs = json.loads(html.unescape(re.search(r"<title>(.*?)</title>", document)[1]))
    assert runs["blockquote"] == ["rtl"]  # the one report in Arabic, first letter to last
    assert runs["div.text"] == ["ltr", "ltr", "ltr", "rtl"]
    assert set(runs["h1, .prose span, .why p, .version"]) == {"ltr"}


@in_browser
def test_on_a_phone_the_cells_of_an_edit_say_what_they_are(invented, browse, tmp_path) -> None:
    story = enriched(invented)
    page = render_page(story.consensus, story.briefing, story.articles)
    bare = re.sub(r"<meta http-equiv[^>]*>", lambda _: LABELS, page)
    (tmp_path / "inner.html").write_text(bare, encoding="utf-8")
    document, _ = browse(FRAME.replace("WIDTH", "390"))
    shown = html.unescape(re.search(r"<title>(.*?)</title>", document)[1])
    assert shown == '"As it was read: ""As it is taken: ""By whom, and why: "'


# ---------------------------------------------------------------- colours


def _luminance(colour: str) -> float:
    digits = colour * 2 if len(colour) == 3 else colour
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("theme", "at"), [("light", 0), ("dark", 1), ("print", 2)])
def test_every_colour_of_text_stands_out_from_what_it_is_printed_on(theme, at) -> None:
    style = files("llm_extract.report").joinpath("templates", "page.css").read_text("utf-8")
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): #(\w{3,6})", roots[0]))
    colours |= dict(re.findall(r"--([\w-]+): #(\w{3,6})", roots[at]))
    pairs = [(text, ground) for text in ("ink", "accent") for ground in ("paper", "mark")]
    for text, ground in [*pairs, ("soft", "paper"), ("here-ink", "here")]:
        ratio = _contrast(colours[text], colours[ground])
        assert ratio >= 4.5, f"{theme}: {text} on {ground} has {ratio:.1f}"
