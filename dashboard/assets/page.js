// A link within the dashboard changes the address, and Streamlit draws what it says, as it does when somebody goes back.
const NARROW = "(max-width: 768px)";
const CLOSE_SIDEBAR = '[data-testid="stSidebarCollapseButton"] button';
let chosen = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.tw-go");
  if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.href === location.href) return;
  chosen = link.closest("[popover]") && link;
  history.pushState(null, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
  if (link.closest("nav") && matchMedia(NARROW).matches) document.querySelector(CLOSE_SIDEBAR)?.click();
});

// What looks like a button is pressed like one.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.('a[role="button"]')) return;
  event.preventDefault();
  event.target.click();
});

// A menu is drawn anew after a choice: it opens again where it was, for a second one, unless it was closed meanwhile.
document.addEventListener("toggle", (event) => {
  if (event.newState === "closed" && event.target.contains(chosen)) chosen = null;
}, true);

new MutationObserver(() => {
  unfold();
  if (!chosen || chosen.isConnected) return;
  const again = document.querySelector(`[data-key="${CSS.escape(chosen.dataset.key)}"]`);
  if (!again) return;
  chosen = null;
  const opener = document.querySelector(`[popovertarget="${again.closest("[popover]").id}"]`);
  opener.focus();
  opener.click();
  again.focus();
}).observe(document, { childList: true, subtree: true });

// What was unfolded stays so when it is drawn anew.
const unfolded = new Set();
document.addEventListener("toggle", ({ target }) => {
  if (target.matches("details[data-key]")) unfolded[target.open ? "add" : "delete"](target.dataset.key);
}, true);

const unfold = () => {
  for (const one of document.querySelectorAll("details[data-key]:not([open])")) {
    if (unfolded.has(one.dataset.key)) one.open = true;
  }
};

// A query is copied whole. Where the browser lends nobody its clipboard, it is selected, to be copied by hand.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.(".tw-copy");
  if (!button) return;
  const text = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(text.value);
    button.textContent = "Copied";
  } catch {
    text.select();
    button.textContent = "Selected";
  }
});

// A chart that is wider than paper is printed smaller, as a whole. Pixels of a page of A4 less its margins and a card's.
const PAPER = 660;
const charts = () => document.querySelectorAll(".js-plotly-plot");
addEventListener("beforeprint", () => {
  for (const one of charts()) one.style.zoom = Math.min(1, PAPER / one.clientWidth);
});
addEventListener("afterprint", () => {
  for (const one of charts()) one.style.zoom = "";
});
