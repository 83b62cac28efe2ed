// What scripts add: buttons that copy, and parts that stay current. Every page works without.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard || !source) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

for (const part of document.querySelectorAll("[data-live]")) {
  const source = new EventSource(part.dataset.live);
  source.addEventListener("message", (event) => {
    const open = [...part.querySelectorAll("details")].map((d) => d.open);
    if (part.contains(document.activeElement)) return; // never take away what somebody is at
    part.innerHTML = event.data;
    part.querySelectorAll("details").forEach((d, i) => { d.open = open[i] ?? d.open; });
  });
}
