"use strict";
addEventListener("DOMContentLoaded", () => {
  const RIGHT = new Set(["correct", "accepted_alternative", "ungradeable"]);
  const filters = document.getElementById("filters");
  const leaves = [...document.querySelectorAll("#leaves > li")];
  const sources = [...document.querySelectorAll("#sources > article")];
  const marks = [...document.querySelectorAll("mark")].map((mark) => ({
    mark,
    expected: new Set(mark.dataset.expected.split(" ")),
    said: new Set(mark.dataset.said.split(" ")),
  }));
  let chosen = null;

  const visible = () => leaves.filter((leaf) => !leaf.hidden);
  const asked = () => Object.fromEntries([...filters.elements].map((one) => [one.name, one.value]));

  function fits(leaf, want) {
    const verdicts = leaf.dataset.verdicts.split(" ");
    const verdict = want.verdict === "wrong" ? verdicts.some((one) => !RIGHT.has(one)) : !want.verdict || verdicts.includes(want.verdict);
    return verdict
      && (!want.change || leaf.dataset.change === want.change)
      && (!want.slot || leaf.dataset.slot === want.slot)
      && (!want.document || leaf.dataset.document === want.document);
  }

  // One leaf at a time: its document on the left, its evidence lit.
  function choose(leaf, focus) {
    if (chosen) chosen.firstElementChild.setAttribute("aria-pressed", "false");
    chosen = leaf;
    const shown = leaf ? leaf.dataset.document : asked().document;
    sources.forEach((source) => { source.hidden = source.id !== "d" + shown; });
    marks.forEach(({ mark, expected, said }) => {
      const number = leaf ? leaf.id.slice(1) : "";
      mark.classList.toggle("expected", Boolean(leaf) && expected.has(number));
      mark.classList.toggle("said", Boolean(leaf) && said.has(number));
    });
    if (!leaf) return;
    leaf.firstElementChild.setAttribute("aria-pressed", "true");
    if (focus) {
      leaf.firstElementChild.focus({ preventScroll: true });
      leaf.scrollIntoView({ block: "nearest" });
      history.replaceState(null, "", "#" + leaf.id);
    }
    const lit = document.querySelector("#sources mark.expected, #sources mark.said");
    const pane = document.getElementById("sources");
    pane.scrollTop = lit ? lit.offsetTop - pane.clientHeight / 3 : 0;
  }

  function apply() {
    const want = asked();
    leaves.forEach((leaf) => { leaf.hidden = !fits(leaf, want); });
    const left = visible();
    document.getElementById("shown").textContent = left.length + " of " + leaves.length + " leaves";
    choose(left.includes(chosen) ? chosen : left[0] || null, false);
  }

  function step(by, sameDocument) {
    const left = visible();
    let at = left.indexOf(chosen) + by;
    while (!sameDocument && left[at] && chosen && left[at].dataset.document === chosen.dataset.document) at += by;
    if (left[at]) choose(left[at], true);
  }

  leaves.forEach((leaf) => leaf.firstElementChild.addEventListener("click", () => choose(leaf, true)));
  filters.addEventListener("change", apply);
  filters.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
    const keys = { j: () => step(1, true), k: () => step(-1, true), J: () => step(1, false), K: () => step(-1, false), "/": () => filters.elements[0].focus() };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  const linked = document.getElementById(location.hash.slice(1));
  if (leaves.includes(linked) && !fits(linked, asked())) filters.elements.verdict.value = "";
  apply();
  if (leaves.includes(linked)) choose(linked, true);
});
