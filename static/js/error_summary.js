// Moves the focus to the error summary, so that a screen reader reads it first.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
}
