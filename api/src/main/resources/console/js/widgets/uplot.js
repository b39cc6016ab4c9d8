/** Loads uPlot when the first chart is shown. It is a classic script, which leaves its name in window. */

let loaded = null;

/** @returns {Promise<typeof import('uplot')>} the constructor */
export function loadUPlot() {
  loaded ??= new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'vendor/uPlot.min.css' }));
    const script = Object.assign(document.createElement('script'), { src: 'vendor/uPlot.iife.min.js' });
    script.addEventListener('load', () => resolve(window.uPlot));
    script.addEventListener('error', () => {
      loaded = null;
      reject(new Error('The file vendor/uPlot.iife.min.js is missing from the console.'));
    });
    document.head.append(script);
  });
  return loaded;
}
