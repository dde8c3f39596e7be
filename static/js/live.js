// A list in which something runs is asked for again until nothing does.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const EVERY_MS = 1500;
  const again = async () => {
    const shown = document.querySelector("[data-live]");
    if (!shown || shown.dataset.live !== "active") return;
    if (!document.hidden && !shown.contains(document.activeElement)) {
      try {
        const response = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
        if (response.redirected || !response.ok) return;
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = page.querySelector("[data-live]");
        if (fresh) shown.replaceWith(fresh);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // the server is away for now: ask again later
      }
    }
    setTimeout(again, EVERY_MS);
  };
  setTimeout(again, EVERY_MS);
});
