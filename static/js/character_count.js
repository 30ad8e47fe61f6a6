// Says under each text area how long the text is and, near the limit, how much is left. The
// browser's own maxlength would cut a pasted text without a word, so it is taken off where it
// stands; the server checks the limit.
const count = (text) => [...text.replaceAll("\r\n", "\n")].length;

for (const area of document.querySelectorAll("textarea[data-limit], textarea[maxlength]")) {
  const limit = Number(area.dataset.limit ?? area.getAttribute("maxlength"));
  area.removeAttribute("maxlength");
  const line = document.createElement("p");
  line.className = "character-count";
  line.setAttribute("aria-live", "polite");
  area.insertAdjacentElement("afterend", line);
  const show = () => {
    const length = count(area.value);
    const left = limit - length;
    if (left < 0) {
      line.textContent = `${-left}文字多すぎます（${limit}文字まで）`;
    } else if (left < limit / 10) {
      line.textContent = `${length}文字（あと${left}文字）`;
    } else {
      line.textContent = length ? `${length}文字` : "";
    }
    line.classList.toggle("is-over", left < 0);
  };
  area.addEventListener("input", show);
  show();
}
