// Light or dark before anything is painted: the chosen one, else what the system prefers.
(() => {
  const root = document.documentElement;
  if (root.dataset.bsTheme) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  dark.addEventListener("change", follow);
  follow();
})();
