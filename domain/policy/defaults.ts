import { DEFAULT_TUNING } from '../matching';
import { DEFAULT_POLICY, type Policy } from './policy';

const { work, lateness, unserved, driverTime } = DEFAULT_TUNING;

/** What each field is in a market that says nothing of it, also of those that a policy may leave out. */
export const POLICY_DEFAULTS: Policy = {
  ...DEFAULT_POLICY,
  matching: {
    ...DEFAULT_POLICY.matching,
    bundleAcrossPlaces: true,
    bindingMoment: 'departure',
    tuning: { work, lateness, unserved, driverTime },
  },
};
