// Narrows a list of the catalogue while somebody types; htmx asks and swaps. Without this the
// button of the form does the same.
const form = document.querySelector("[data-catalogue-filter]");
const words = form?.querySelector("[data-catalogue-words]");
const RESULTS = 'id="catalogue-results"';

if (form && words) {
  let asked = words.value;
  // A word that is still being composed (ひらがな before 変換) would find nothing.
  const narrow = () => {
    if (words.value !== asked) {
      asked = words.value;
      form.dispatchEvent(new Event("narrow"));
    }
  };
  words.addEventListener("input", (event) => {
    if (!event.isComposing) narrow();
  });
  words.addEventListener("compositionend", narrow);

  // Something else than a list came back (the session is over, an error page): let the browser
  // go there by itself.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.isError || !event.detail.serverResponse.includes(RESULTS)) {
      event.detail.shouldSwap = false;
      form.submit();
    }
  });
  document.body.addEventListener("htmx:sendError", () => {
    document.getElementById("catalogue-count").textContent = "つながりません。もう一度試してください。";
  });
  // The box that was in focus goes where its value has no rows any more.
  document.body.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body) {
      form.querySelector(".facet input, summary")?.focus({ preventScroll: true });
    }
  });
}
