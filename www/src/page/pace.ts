/** How long a phase will still take, from how it really went; nothing as long as that cannot be said honestly. */

/** So much was done at a time, in milliseconds. */
export interface Mark {
  at: number;
  done: number;
}

/** Marks are as far apart as this, at least, and there are never more than that. */
const APART_MS = 500;
const MOST = 240;
/** Nothing is said before so much time and so great a part of the work. */
const SOON_MS = 4000;
const LITTLE = 0.03;
/** Its last parts may have gone so many times slower or faster than the whole. */
const STEADY = 1.5;

/** The marks of a phase with one more: every other one goes when there are many. */
export function marked(marks: Mark[], mark: Mark): Mark[] {
  const last = marks.at(-1);
  if (last && mark.at - last.at < APART_MS) return marks;
  const kept = marks.length < MOST ? marks : marks.filter((_, at) => at % 2 === 0);
  return [...kept, mark];
}

/** Seconds to the end of the phase, rather too many than too few; null while the pace is not steady. */
export function secondsLeft(marks: Mark[], total: number): number | null {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || last.at - first.at < SOON_MS || last.done < total * LITTLE) return null;
  // As a whole, in the last half and in the last quarter.
  const paces = [0, 0.5, 0.75].map((part) => {
    const from = first.at + (last.at - first.at) * part;
    const since = marks.filter(({ at }) => at <= from).at(-1)!;
    return (last.done - since.done) / (last.at - since.at);
  });
  const [slowest, fastest] = [Math.min(...paces), Math.max(...paces)];
  if (slowest <= 0 || fastest > slowest * STEADY) return null;
  return Math.max(0, total - last.done) / slowest / 1000;
}

/** Coarse, so that it does not flicker: tens of seconds, then minutes, rounded up. */
export function roughly(seconds: number): { unit: 'seconds' | 'minutes' | 'hours'; count: number } {
  if (seconds <= 60) return { unit: 'seconds', count: Math.max(10, Math.ceil(seconds / 10) * 10) };
  if (seconds <= 5400) return { unit: 'minutes', count: Math.ceil(seconds / 60) };
  return { unit: 'hours', count: Math.ceil(seconds / 3600) };
}
