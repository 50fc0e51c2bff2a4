import { z } from 'zod';
import { CHANNELS, ChannelName, MomentName, MOMENTS } from '../notify';
import { Language } from '../values';
import { positiveSeconds, said, seconds } from './values';

export const ShiftPolicy = said(
  z.strictObject({
    missed_offers_max: said(
      z.int().min(1).max(100).nullable(),
      'Missed offers, most',
      'So many in a row pause a driver.',
      'never',
    ),
    break_max_s: said(positiveSeconds, 'Break, longest'),
    break_reminder_s: said(seconds, 'Reminder of a break’s end', 'How long before it.'),
    end_reminder_s: said(seconds, 'Reminder of a shift’s end', 'How long before it, or before the hours are over.'),
    grace_s: said(
      seconds,
      'Grace',
      'How early or late a planned shift may begin, and how long after its end it may still be busy.',
    ),
    work_max_s: said(
      positiveSeconds.nullable(),
      'Work, longest',
      'Hours at work until no further order comes.',
      'no limit',
    ),
    rest_s: said(seconds, 'Rest', 'Time off after which hours are counted anew.'),
  }),
  'Shifts',
  'Missed offers, breaks and hours.',
);
export const PresencePolicy = said(
  z.strictObject({
    nudge_s: said(positiveSeconds, 'Nudge', 'A phone that is silent for so long is nudged.'),
    pause_s: said(positiveSeconds, 'Pause', 'Its driver is asked nothing any more.'),
    hand_over_s: said(positiveSeconds, 'Hand over', 'Orders that he has not picked up go to others.'),
    rescue_s: said(positiveSeconds, 'Rescue', 'Goods that he has aboard are rescued.'),
  }),
  'Presence',
  'How long a phone may be silent.',
);
const HourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 22:00');
export const NotificationPolicy = said(
  z.strictObject({
    moments: said(z.array(MomentName).max(MOMENTS.length), 'Moments', 'What customers are told of.'),
    channels: said(
      z.array(ChannelName).max(CHANNELS.length).meta({ 'x-ordered': true }),
      'Channels',
      'Tried in this order, each when the one before has failed.',
    ),
    language: said(Language, 'Language', 'Spoken where a customer’s own is not known.'),
    quiet_from: said(
      HourOfDay.nullable(),
      'Quiet from',
      'Hour of the market’s day like 22:00 from which no phone rings.',
      'none',
    ),
    quiet_until: said(HourOfDay.nullable(), 'Quiet until', 'Hour of the market’s day like 07:00.', 'none'),
    nearly_there_s: said(positiveSeconds, 'Nearly there', 'Driving that is left when the driver is nearly there.'),
  }),
  'Notifications',
  'What customers are told, and how.',
);
