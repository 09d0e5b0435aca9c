// Enhances the page: nothing of it is needed to read or to subscribe.
(() => {
  "use strict";

  const SAID_FOR = 4000; // milliseconds

  // What is over since the page was made no longer stands among what is to come.
  function hideWhatIsOver(root) {
    const now = Date.now();
    const upcoming = root.querySelector(".eventfeeds-upcoming");
    if (!upcoming) return;
    for (const event of upcoming.querySelectorAll("[data-over]")) {
      if (Date.parse(event.dataset.over) <= now) event.hidden = true;
    }
    for (const month of upcoming.querySelectorAll(".eventfeeds-month")) {
      month.hidden = !month.querySelector("[data-over]:not([hidden])");
    }
    const nothing = upcoming.querySelector(".eventfeeds-nothing");
    if (nothing) nothing.hidden = Boolean(upcoming.querySelector("[data-over]:not([hidden])"));
  }

  // Without https there is no clipboard: what is selected can be copied all the same.
  async function copy(code) {
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(code.textContent);
        return true;
      } catch {
        // Refused: the other way may work.
      }
    }
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  }

  function offerCopies(root) {
    for (const button of root.querySelectorAll(".eventfeeds-copy")) {
      const line = button.parentElement;
      const done = line.querySelector(".eventfeeds-done");
      button.hidden = false;
      button.addEventListener("click", async () => {
        if (!(await copy(line.querySelector("code")))) return;
        done.textContent = button.dataset.done;
        setTimeout(() => { done.textContent = ""; }, SAID_FOR);
      });
    }
  }

  function platform() {
    const agent = navigator.userAgent;
    if (/iPhone|iPad|iPod/.test(agent)) return "iphone";
    if (/Android/.test(agent)) return "android";
    if (/Macintosh/.test(agent)) return navigator.maxTouchPoints > 1 ? "iphone" : "mac";
    return "";
  }

  function openClient(root) {
    const found = root.querySelector(`.eventfeeds-client[data-platform="${platform()}"]`);
    if (found) found.open = true;
  }

  // An address such as #eventfeeds-thunderbird leads to what is folded, too. In identifiers of ours, nothing is encoded.
  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    const folded = target && target.closest(".eventfeeds details");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  }

  for (const root of document.querySelectorAll(".eventfeeds")) {
    hideWhatIsOver(root);
    offerCopies(root);
    openClient(root);
  }
  openTarget();
  addEventListener("hashchange", openTarget);
})();
