// Runs before the first paint: a reader who chose a theme must not see the other one flash.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset["theme"] = chosen;
} catch {
  // Storage is closed to us: the theme of the device holds.
}
