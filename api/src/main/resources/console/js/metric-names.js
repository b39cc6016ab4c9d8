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
 * @param {Map<string, number>} counts as above
 * @param {string} chosen a metric, or empty
 * @returns {string[]} the most frequent ones and in any case the chosen one, by name
 */
export function metricChoices(counts, chosen) {
  const names = [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).slice(0, MOST_CHOICES).map(([name]) => name);
  if (chosen && !names.includes(chosen)) names.push(chosen);
  return names.sort(compare);
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
