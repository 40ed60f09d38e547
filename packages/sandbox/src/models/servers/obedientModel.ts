import { HttpError } from '../http';
import { pythonWrapper } from '../wrapper/pythonWrapper';

const TIERS = ['basic', 'gold'];

/**
 * Does as each question says, so that whoever asks knows what must be measured. A question is a row of numbers: the status to answer
 * with, after how many milliseconds, and what to report of itself: an amount to count, a level, the milliseconds of some work, and the
 * tier that all of this is for.
 */
export const obedientModel = pythonWrapper(({ clock }) => ({
  async predict([row]) {
    const [status, milliseconds, units, level, workMilliseconds, tier] = row;
    if (milliseconds > 0) {
      await new Promise<void>(resolve => clock.after(milliseconds, resolve));
    }
    if (status !== 200) {
      throw new HttpError(status, `answers ${status}, as it was told`);
    }
    const tags = { tier: TIERS[tier] ?? String(tier) };
    return {
      rows: [[status]],
      metrics: [
        { type: 'COUNTER', key: 'told_units', value: units, tags },
        { type: 'GAUGE', key: 'told_level', value: level },
        { type: 'TIMER', key: 'told_work', value: workMilliseconds, tags },
      ],
    };
  },
}));
