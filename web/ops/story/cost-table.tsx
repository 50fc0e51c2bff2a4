import type { ReactNode } from 'react';
import { barsOf, legendOf } from './cost-bars';
import type { Candidate } from './story';

/** Costs by part, one bar each on the same scale; the first one is who was chosen. */
export function CostTable({
  candidates,
  isRanked = false,
  active = null,
  onActive,
}: {
  candidates: readonly Candidate[];
  /** With the numbers that the map has. */
  isRanked?: boolean;
  active?: string | null;
  onActive?: (driverId: string | null) => void;
}): ReactNode {
  const longest = Math.max(1, ...candidates.map(lengthOf));
  return (
    <>
      <table className="why">
        <tbody>
          {candidates.map((candidate, index) => {
            const { id, name } = candidate.driver;
            return (
              <tr
                key={id ?? name}
                data-chosen={index === 0 || undefined}
                data-active={(id !== null && id === active) || undefined}
                onPointerEnter={() => onActive?.(id)}
                onPointerLeave={() => onActive?.(null)}
              >
                {isRanked && <td className="why__rank num">{index + 1}</td>}
                <th scope="row">{name}</th>
                <td className="why__bar">
                  <Bar candidate={candidate} longest={longest} />
                </td>
                <td className="num">{(candidate.cost.total / 60).toFixed(1)} min</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ul className="why__legend">
        {legendOf(candidates).map(({ label, color }) => (
          <li key={label}>
            <svg width="10" height="10" aria-hidden>
              <rect width="10" height="10" rx="2" style={{ fill: color }} />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </>
  );
}

const lengthOf = (candidate: Candidate): number => barsOf(candidate).reduce((sum, { seconds }) => sum + seconds, 0);

/** Drawn as SVG, because backgrounds vanish in forced colours. */
function Bar({ candidate, longest }: { candidate: Candidate; longest: number }): ReactNode {
  const parts = barsOf(candidate);
  const label = parts
    .filter(({ seconds }) => seconds > 0)
    .map((part) => `${part.label} ${(part.seconds / 60).toFixed(1)} min`)
    .join(', ');
  let x = 0;
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="12" role="img" aria-label={label}>
      <title>{label}</title>
      {parts.map(({ label: key, color, seconds }) => {
        const width = (seconds / longest) * 100;
        x += width;
        return <rect key={key} x={x - width} width={Math.max(0, width - 0.4)} height="10" style={{ fill: color }} />;
      })}
    </svg>
  );
}
