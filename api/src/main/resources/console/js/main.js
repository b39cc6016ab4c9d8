/** Shows the view of the address, and in the header whether the pipeline is healthy and the page live. */

import { fill, h, icon } from './dom.js';
import { plural, zone } from './format.js';
import { ignore, onPipeline, watch } from './live.js';
import { parse } from './router.js';
import { empty, failed, loading } from './widgets/states.js';

const VIEWS = {
  pipeline: () => import('./views/pipeline.js'),
  fleet: () => import('./views/fleet.js'),
  sensors: () => import('./views/sensor.js'),
  alerts: () => import('./views/alerts.js'),
  quarantine: () => import('./views/quarantine.js'),
};
/** The entry of the navigation that a view belongs to. */
const PARENTS = { sensors: 'fleet' };

const main = document.getElementById('main');
let current = { close: () => {} };
let shown = 0;

/**
 * A view is `show(main, route)`: it fills main (`entered`: from another view) and returns what to do when the person leaves, and, if it can, `update(route)`
 * for another address of the same view.
 */
async function show() {
  const route = parse(location.hash);
  if (current.update && current.name === route.name && current.update(route)) return;
  const turn = ++shown;
  current.close();
  ignore();
  current = { close: () => {} };
  markNavigation(route.name);
  scrollTo(0, 0);
  if (!(route.name in VIEWS)) {
    title('Not found');
    fill(main, empty('There is no such page.', h('a', { href: '#/pipeline' }, 'To the pipeline')));
    return;
  }
  fill(main, loading('the page'));
  try {
    const view = await VIEWS[route.name]();
    if (turn !== shown) return;
    fill(main);
    title(view.title(route));
    current = { name: route.name, ...view.show(main, { ...route, entered: turn > 1 }) };
  } catch (error) {
    if (turn === shown) fill(main, failed(Object.assign(new Error('The page cannot be loaded.'), { status: 0 }), show));
    throw error;
  }
}

function title(text) {
  document.title = `${text} · IoT pipeline`;
}

function markNavigation(name) {
  for (const link of document.querySelectorAll('.nav a')) {
    const here = link.getAttribute('href') === `#/${PARENTS[name] ?? name}`;
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function showHealth(pipeline) {
  const health = document.getElementById('health');
  const count = pipeline.problems.length;
  health.hidden = false;
  health.className = `health ${pipeline.healthy ? 'ok' : 'critical'}`;
  const text = pipeline.healthy ? 'Healthy' : plural(Math.max(1, count), 'problem');
  if (health.textContent !== text) fill(health, icon(pipeline.healthy ? 'dot' : 'diamond'), text);
}

const LIVE = { connecting: 'Connecting…', live: 'Live', waiting: 'Not live', refused: 'Not live: no token', paused: 'Paused' };

function showLive(state) {
  const element = document.getElementById('live');
  document.body.classList.toggle('stale', state.name === 'waiting' || state.name === 'refused');
  element.className = `live ${state.name}`;
  fill(element, h('span', {}, LIVE[state.name]), h('span', { 'aria-hidden': 'true', class: 'countdown' }));
  countDown();
}

/** Screen readers hear that the page is not live, but not each second of the wait. */
function countDown() {
  if (liveState.name !== 'waiting') return;
  const seconds = Math.max(1, Math.ceil((liveState.retryAt - Date.now()) / 1000));
  document.querySelector('.countdown').textContent = `again in ${seconds} s`;
}

for (const element of document.querySelectorAll('.zone')) element.textContent = `Times: ${zone()}`;
let liveState;
watch((state) => showLive((liveState = state)));
setInterval(countDown, 1000);
onPipeline(showHealth);
document.getElementById('theme').addEventListener('click', () => window.switchTheme());
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
// The fleet brings the person back to where he was; the others start at their top.
history.scrollRestoration = 'manual';
addEventListener('hashchange', show);
await show();
// So that a person who is here can go everywhere while the API is away.
Promise.allSettled(Object.values(VIEWS).map((load) => load()));
