/** Seeded choices: the same seed gives the same inputs on every machine. */

/** Numbers from 0 up to below 1 (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The few ways of choosing that the inputs need. */
export function chooser(seed) {
  const next = random(seed);
  const below = (count) => Math.floor(next() * count);
  return {
    below,
    /** True with this probability. */
    chance: (probability) => next() < probability,
    one: (list) => list[below(list.length)],
    between: (low, high) => low + below(high - low + 1),
  };
}
