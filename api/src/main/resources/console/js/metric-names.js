/** The metrics that a person can choose from. Pure functions. */

/** Devices choose the names, so there may be any number. */
const MOST_COUNTED = 10_000;
const MOST_CHOICES = 100;

/**
 * @param {Map<string, number>} counts how often each metric was seen; changed
 * @param {{readings: Record<string, unknown>}[]} sensors of a page
 */
export function countMetrics(counts, sensors) {
  for (const metric of sensors.flatMap(({ readings }) => Object.keys(readings))) {
    if (counts.has(metric) || counts.size < MOST_COUNTED) counts.set(metric, (counts.get(metric) ?? 0) + 1);
  }
}

/**
 * @param {{metrics: Record<string, number>, metric_count: number}} fleet the most frequent metrics of all sensors, and how many there are
 * @param {Map<string, number>} seen metrics of the sensors of this page, as above
 * @param {string} chosen a metric, or empty
 * @returns {{names: string[], more: number}} both, the most frequent ones, and in any case the chosen one, by name; and how many
 *     further ones the fleet has
 */
export function metricChoices(fleet, seen, chosen) {
  const frequent = [...seen].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).slice(0, MOST_CHOICES).map(([name]) => name);
  const known = new Set([...Object.keys(fleet.metrics), ...frequent]);
  const more = Math.max(0, fleet.metric_count - known.size);
  if (chosen) known.add(chosen);
  return { names: [...known].sort(compare), more };
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
