import { afterStops, answered, lostOrder, silent } from './happenings';
import { passTime } from './moments';
import { askBreak, askLastOrder, comeOn, goOff, overrideBreak } from './wishes';
import { done, refused } from './steps';
import { mayBeAsked, type Judged, type Rules, type ShiftInput, type ShiftState } from './state';

/**
 * What becomes of a shift when something is asked or happens: the rules in one pure place. The database's functions
 * (db/functions/2xx) decide by the same rules under locks; random walks hold the two against each other.
 */
export function judge(state: ShiftState, input: ShiftInput, rules: Rules): Judged {
  switch (input.kind) {
    case 'come_on':
      return comeOn(state, input.endsAt, rules);
    case 'ask_break':
      return askBreak(state, input.lengthMs, rules);
    case 'go_off':
      return goOff(state, input.handOver, rules);
    case 'last_order':
      return askLastOrder(state, input.on, rules);
    case 'override_break':
      return overrideBreak(state);
    case 'offer':
      return mayBeAsked(state) ? done({ ...state, offer: { shown: false } }) : refused(state, 'driver_not_available');
    case 'show_offer':
      return state.offer ? done({ ...state, offer: { shown: true } }) : refused(state, 'offer_closed');
    case 'accept':
    case 'decline':
    case 'expire':
      return answered(state, input, rules);
    case 'finish_stop':
      return state.stops.length === 0
        ? refused(state, 'stop_not_found')
        : done(afterStops({ ...state, stops: state.stops.slice(1) }, rules));
    case 'lose_order':
      return lostOrder(state, rules);
    case 'silence':
      return silent(state, input.step, rules);
    case 'pass_time':
      return done(passTime(state, rules));
  }
}
