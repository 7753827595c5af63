"""axe-core, in a real browser, finds nothing on the page, in light and in dark.

axe-core comes from the npm index, at a fixed version and hash, into the folder of the test run; it
is no dependency of the package. Without npm, Chromium or the index the test is skipped.
"""

import base64
import hashlib
import html
import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from llm_extract.report.html import render_page
from tests.report.invented_more import enriched
from tests.report.test_report_loaded import FOUND, NONE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NPM = shutil.which("npm")
VERSION = "4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
RUN = """<script>addEventListener("load", () => axe.run(document, {resultTypes: ["violations"]})
    .then((done) => { document.title = JSON.stringify(done.violations.map((one) =>
        [one.id, one.impact, one.nodes.length, one.nodes[0].html.slice(0, 120)])) }))</script>"""


@pytest.fixture(scope="module")
def axe(tmp_path_factory) -> str:
    if NPM is None:
        pytest.skip("no npm on this machine")
    folder: Path = tmp_path_factory.mktemp("axe")
    packed = subprocess.run(
        [NPM, "pack", f"axe-core@{VERSION}", "--silent"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if packed.returncode:
        pytest.skip("axe-core cannot be had from the npm index here")
    archive = folder / packed.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert digest == SHA512
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode("utf-8")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("unfolded", [False, True])
def test_axe_finds_nothing_to_mend(theme, unfolded, axe, invented, tmp_path) -> None:
    story = enriched(invented)
    page = render_page(story.consensus, story.briefing, story.articles, loaded=[FOUND, NONE])
    bare = re.sub(r"<meta http-equiv[^>]*>", "", page)
    if unfolded:
        bare = bare.replace("<details", "<details open")
    file = tmp_path / "page.html"
    planted = f"<script>{axe}</script>{RUN}</head>"
    file.write_text(bare.replace("</head>", planted, 1), encoding="utf-8")
    assert CHROMIUM is not None
    seen = subprocess.run(
        [
            CHROMIUM,
            *"--headless --no-sandbox --disable-gpu --no-first-run --disable-sync".split(),
            *"--disable-background-networking --disable-component-update --dump-dom".split(),
            *(["--blink-settings=preferredColorScheme=0"] if theme == "dark" else []),
            "--virtual-time-budget=20000",
            f"--user-data-dir={tmp_path / 'profile'}",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    (title,) = re.findall(r"<title>(.*?)</title>", seen, re.DOTALL)[:1]
    assert json.loads(html.unescape(title)) == []
