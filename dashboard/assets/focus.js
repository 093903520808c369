// Streamlit draws an opened popover at the end of the page, where the keyboard would find it last.
// This brings the keyboard into a popover that was opened with it, and back to its button afterwards.
const BUTTON = '[data-testid="stPopoverButton"]';
const BODY = '[data-testid="stPopoverBody"]';
const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), [tabindex="0"]';
let opener = null;

const isPress = (key) => key === "Enter" || key === " ";

// A button is drawn anew when its label changes; the key of its element stays.
const place = (button) => {
  const key = button.closest('[class*="st-key-"]')?.className.match(/st-key-\S+/)?.[0];
  return key ? () => document.querySelector(`.${CSS.escape(key)} ${BUTTON}`) : () => button;
};

const goBack = (event) => {
  const button = opener?.();
  if (!button) return;
  button.focus();
  event?.preventDefault();
};

document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.(BUTTON);
  if (button && isPress(event.key)) {
    opener = place(button);
    return;
  }
  const body = event.target.closest?.(BODY);
  if (!body) return;
  if (event.key === "Escape") setTimeout(goBack, 0);
  if (event.key !== "Tab") return;
  const here = document.activeElement;
  const group = here.closest('[role="toolbar"], [role="radiogroup"]');
  const onward = event.shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const stops = [...body.querySelectorAll(FOCUSABLE)].filter((stop) => !group?.contains(stop));
  if (!stops.some((stop) => here.compareDocumentPosition(stop) & onward)) goBack(event);
}, true);

document.addEventListener("pointerdown", () => { opener = null; }, true);

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

// Whoever has chosen a saved view wants to see it: the popover closes as if by the keyboard.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".st-key-saved-view-links :is(button, a)")) return;
  const close = new KeyboardEvent("keydown", { key: "Escape", bubbles: true });
  setTimeout(() => document.querySelector(BODY)?.dispatchEvent(close), 0);
});

new MutationObserver(() => {
  const body = opener && document.querySelector(BODY);
  if (!body || body.dataset.entered) return;
  const first = body.querySelector(FOCUSABLE);
  if (first) body.dataset.entered = "yes";
  else body.tabIndex = -1;
  (first ?? body).focus();
}).observe(document, { childList: true, subtree: true });
