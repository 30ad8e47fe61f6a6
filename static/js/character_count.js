// Says under each text area how many characters are left. The browser's own maxlength cuts a
// pasted text without a word, so the limit is taken off here and checked by the server.
const count = (text) => [...text.replaceAll("\r\n", "\n")].length;

for (const area of document.querySelectorAll("textarea[maxlength]")) {
  const limit = Number(area.getAttribute("maxlength"));
  area.removeAttribute("maxlength");
  const line = document.createElement("p");
  line.className = "character-count";
  line.setAttribute("aria-live", "polite");
  area.insertAdjacentElement("afterend", line);
  const show = () => {
    const left = limit - count(area.value);
    line.textContent = left < 0 ? `${-left}文字多すぎます（${limit}文字まで）` : `あと${left}文字（${limit}文字まで）`;
    line.classList.toggle("is-over", left < 0);
  };
  area.addEventListener("input", show);
  show();
}
