// The tree beside a plan stands open without JavaScript; on a narrow screen it would push the form
// off the first screen, so it is closed there.
if (window.matchMedia("(max-width: 61.99rem)").matches) {
  for (const details of document.querySelectorAll("details.ws-tree, .ws-tree details")) {
    details.removeAttribute("open");
  }
}
