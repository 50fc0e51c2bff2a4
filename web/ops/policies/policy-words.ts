/** What the sections decide, for who has not read the code. A section that this page does not know yet has its own name. */
const SECTIONS: Record<string, readonly [title: string, what: string]> = {
  offer: ['Offers', 'Who is asked at once, for how long, and what they are offered.'],
  pool: ['Pool', 'How orders gather before a round, and how far drivers may be.'],
  deadlines: ['Deadlines', 'How long each step may take before people are told.'],
  ladder: ['Ladder', 'What happens, rung by rung, when an order finds nobody or gets stuck.'],
  reassign: ['Reassignment', 'When an order is taken from its driver.'],
  incident: ['Incidents', 'When many orders with one cause become one thing to look at.'],
  schedule: ['Schedule', 'When scheduled orders enter the pool, and what is promised.'],
  service: ['Service times', 'How long goods take to change hands.'],
  pay: ['Pay', 'What a driver gets.'],
  shift: ['Shifts', 'Missed offers, breaks and hours.'],
  presence: ['Presence', 'How long a phone may be silent.'],
  matching: ['Matching', 'How rounds search.'],
};

const sentence = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');

export const sectionTitle = (section: string): string => SECTIONS[section]?.[0] ?? sentence(section);
export const sectionWhat = (section: string): string => SECTIONS[section]?.[1] ?? '';

const UNITS: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/_(s|seconds)$/, 's'],
  [/_minor$/, 'minor units'],
  [/_m$/, 'm'],
];

/** `lifetime_s` as `Lifetime` and seconds. */
export function fieldWords(field: string): { label: string; unit: string | null } {
  const found = UNITS.find(([ending]) => ending.test(field));
  return found
    ? { label: sentence(field.replace(found[0], '')), unit: found[1] }
    : { label: sentence(field), unit: null };
}

/** 900 as `15 min`: seconds are exact, and nobody thinks in them. */
export function inHumanTime(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 120) return '';
  if (seconds < 7200) return `${trimmed(seconds / 60)} min`;
  return `${trimmed(seconds / 3600)} h`;
}

const trimmed = (value: number): string => String(Math.round(value * 10) / 10);

export const valueInWords = (value: unknown): string => {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
