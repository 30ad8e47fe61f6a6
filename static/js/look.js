// Renews the sample of a look while somebody changes its settings; htmx asks and swaps. Without this
// the button 「見本を更新」 does the same.
const form = document.querySelector("[data-look]");

if (form) {
  const status = () => document.querySelector("#look-sample [role=status]");
  const tell = (words) => { if (status()) status().textContent = words; };

  // Something else than a sample came back (the session is over, an error page): it must not take
  // the sample's place, and what was typed must stay.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.isError || !event.detail.serverResponse.includes('id="look-sample"')) {
      event.detail.shouldSwap = false;
      tell("見本を作れませんでした。「見本を更新」を押してください。");
    }
  });
  document.body.addEventListener("htmx:sendError", () => tell("つながりません。もう一度試してください。"));
}
