"use strict";
// Arriving at a sentence: unfold what hides it, and light up all its pieces where marks overlap.
function arrive() {
  document.querySelectorAll("mark.here").forEach((mark) => mark.classList.remove("here"));
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  document.querySelectorAll("mark[data-of]").forEach((mark) => {
    if (mark.dataset.of.split(" ").includes(id)) mark.classList.add("here");
  });
  target.scrollIntoView();
}
addEventListener("hashchange", arrive);
addEventListener("DOMContentLoaded", arrive);
// Paper cannot be unfolded.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
