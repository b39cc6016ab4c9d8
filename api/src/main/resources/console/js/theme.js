/* Not a module, so that the page never shows in the wrong colours: it runs before the first paint. */
(() => {
  const KEY = 'iot-pipeline.theme';
  const saved = localStorage.getItem(KEY);
  if (saved === 'light' || saved === 'dark') document.documentElement.dataset.theme = saved;

  /** Shows the other colours. They are kept only while they differ from what the system asks for. */
  window.switchTheme = () => {
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const next = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
    if (next === system) {
      delete root.dataset.theme;
      localStorage.removeItem(KEY);
    } else {
      root.dataset.theme = next;
      localStorage.setItem(KEY, next);
    }
    dispatchEvent(new Event('themechange'));
  };
})();
