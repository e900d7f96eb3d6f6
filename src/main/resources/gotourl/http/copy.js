// Shows the copy button where copying works; the link can be copied by hand where it does not.
const button = document.getElementById("copy");
const link = document.getElementById("short");

if (button && link && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not copied";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}
