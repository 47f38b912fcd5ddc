// Runs before the first paint, so that a chosen theme does not flash. The window's code takes over afterwards.
(() => {
  let theme = "system";
  try {
    theme = JSON.parse(localStorage.getItem("layerloom.settings") ?? "{}").theme ?? "system";
  } catch (error) {
    console.warn("The stored settings cannot be read; the system's theme is used.", error);
  }
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
