/* A page that comes back by the back button is shown by the browser without asking. Is it still the
   same person's session? Otherwise the page is fetched anew, which leads to the sign-in. */
(() => {
  "use strict";
  const { person, asked } = document.currentScript.dataset;

  const check = async () => {
    try {
      const answer = await fetch(asked, { cache: "no-store", headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).person === person) return;
    } catch {
      return; // no connection: nothing is known, and what was typed stays
    }
    document.documentElement.hidden = true;
    location.reload();
  };

  addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (event.persisted || (visit && visit.type === "back_forward")) check();
  });
})();
