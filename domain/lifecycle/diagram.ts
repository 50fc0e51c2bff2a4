import { ENDED_STATUSES } from './statuses';
import { TRANSITIONS } from './transitions';

/** The transition table as a Mermaid state diagram: what docs/ARCHITECTURE.md shows (a test compares the two). */
export function lifecycleDiagram(): string {
  const arrows = TRANSITIONS.flatMap(({ request, from, to }) => from.map((status) => ({ status, to, request })));
  const requests = new Map<string, string[]>();
  for (const { status, to, request } of arrows) {
    const arrow = `${status} --> ${to}`;
    requests.set(arrow, [...(requests.get(arrow) ?? []), request]);
  }
  const lines = [...requests].map(([arrow, names]) => `  ${arrow}: ${names.join(', ')}`);
  const ends = ENDED_STATUSES.map((status) => `  ${status} --> [*]`);
  return ['stateDiagram-v2', '  [*] --> scheduled', '  [*] --> unassigned', ...lines, ...ends].join('\n');
}
