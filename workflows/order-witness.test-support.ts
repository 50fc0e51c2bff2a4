import type { StandingOrder } from '../domain/dispatch/standing-order';
import { isEnded } from '../domain/lifecycle/statuses';
import { TRANSITIONS, type Transition } from '../domain/lifecycle/transitions';
import { DEFAULT_POLICY } from '../domain/policy/policy';
import type { Witness } from './dispatch-rows.test-support';

/** More than the longest life of any walk: beyond it an order goes round in circles. */
const CHANGES_MAX = 150;
const REFUSALS_MAX = 60;

interface Seen {
  changes: number;
  refusals: number;
  /** Up by one whenever the ladder is left: what a rung may act in only once. */
  spell: number;
  climbs: Set<string>;
}

/** Keeps what must be true of every change of every order, and what was not. */
export class OrderWitness implements Witness {
  /** By order. */
  readonly violations = new Map<string, string>();
  readonly #seen = new Map<string, Seen>();

  changed(was: StandingOrder, is: StandingOrder): void {
    const seen = this.#of(is.id);
    seen.changes += 1;
    this.#must(is, is.version === was.version + 1, `version ${was.version} is followed by ${is.version}`);
    this.#must(is, !isEnded(was.status), `${was.status} is followed by ${is.status}`);
    this.#must(is, was.status === is.status || inTable(was, is), `${was.status} → ${is.status} is not in the table`);
    this.#must(is, seen.changes <= CHANGES_MAX, `${seen.changes} changes: it goes round in circles`);
    if (is.ladderRung < was.ladderRung) seen.spell += 1;
    if (is.ladderRung <= was.ladderRung) return;
    const climb = `${seen.spell}/${is.ladderRung}`;
    this.#must(is, !seen.climbs.has(climb), `rung ${is.ladderRung} acts twice`);
    this.#must(is, is.ladderRung <= DEFAULT_POLICY.ladder.rungs.length, `there is no rung ${is.ladderRung}`);
    seen.climbs.add(climb);
  }

  refused(id: string): void {
    const seen = this.#of(id);
    seen.refusals += 1;
    if (seen.refusals > REFUSALS_MAX) this.violations.set(id, `${seen.refusals} refusals: it asks again and again`);
  }

  #must({ id }: StandingOrder, holds: boolean, otherwise: string): void {
    if (!holds && !this.violations.has(id)) this.violations.set(id, otherwise);
  }

  #of(id: string): Seen {
    const seen = this.#seen.get(id) ?? { changes: 0, refusals: 0, spell: 0, climbs: new Set<string>() };
    this.#seen.set(id, seen);
    return seen;
  }
}

const inTable = (was: StandingOrder, is: StandingOrder): boolean =>
  TRANSITIONS.some(({ from, to }: Transition) => to === is.status && from.includes(was.status));
