import type { ReactNode } from 'react';
import { familyColor, lookOf, type Glyph } from './statuses';

const BACK = 'M10.8 8H5.4M7.6 5.6 5.2 8l2.4 2.4';

/** The marks inside a 16 px box; `currentColor` is the family's colour. */
const DRAWINGS: Record<Glyph, ReactNode> = {
  'ring-dashed': (
    <>
      <circle cx="8" cy="8" r="6" strokeDasharray="2.3 2.41" />
      <path d="M8 4.8V8l2 1.4" />
    </>
  ),
  'ring-slash': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m4.4 11.6 7.2-7.2" />
    </>
  ),
  ring: <circle cx="8" cy="8" r="5.6" strokeWidth="2.4" />,
  'ring-dot': (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="2.6" fill="currentColor" stroke="none" />
    </>
  ),
  'pie-1': <Pie d="M8 8V4a4 4 0 0 1 4 4Z" />,
  'pie-2': <Pie d="M8 4a4 4 0 0 1 0 8Z" />,
  'pie-3': <Pie d="M8 8V4a4 4 0 1 1-4 4Z" />,
  'pie-4': (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />
    </>
  ),
  'disc-check': (
    <>
      <circle cx="8" cy="8" r="6.8" fill="currentColor" stroke="none" />
      <path d="m5.2 8.2 2 2 3.6-4" stroke="var(--bg-2)" />
    </>
  ),
  'ring-alert': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.6v4.2M8 11.1v.1" />
    </>
  ),
  'ring-plus': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 5.2v5.6M5.2 8h5.6" />
    </>
  ),
  'ring-back': (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d={BACK} />
    </>
  ),
  'disc-back': (
    <>
      <circle cx="8" cy="8" r="6.8" fill="currentColor" stroke="none" />
      <path d={BACK} stroke="var(--bg-2)" />
    </>
  ),
  'octagon-cross': (
    <>
      <path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4Z" fill="currentColor" stroke="none" />
      <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" stroke="var(--bg-2)" />
    </>
  ),
};

function Pie({ d }: { d: string }): ReactNode {
  return (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d={d} fill="currentColor" stroke="none" />
    </>
  );
}

/** A status as a shape. Decorative by default, because its word stands beside it; give `label` where it stands alone. */
export function StatusGlyph({
  status,
  label,
  size = 16,
}: {
  status: string;
  label?: string | undefined;
  size?: number;
}): ReactNode {
  const { family, glyph } = lookOf(status);
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ color: familyColor(family) }}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {DRAWINGS[glyph]}
    </svg>
  );
}

/** An escalation: a triangle with its rung. `rung` 0 draws the sign without a number, for headings. */
export function RungGlyph({ rung, size = 18 }: { rung: number; size?: number }): ReactNode {
  return (
    <svg
      viewBox="0 0 18 16"
      width={size}
      height={(size * 16) / 18}
      style={{ color: 'var(--alarm)' }}
      {...(rung > 0 ? { role: 'img', 'aria-label': `Escalated, rung ${rung}` } : { 'aria-hidden': true })}
    >
      <path d="M9 .8 17.4 15.2H.6Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <text x="9" y="13.2" textAnchor="middle" fontSize="9.5" fontWeight="700" fill="var(--bg-2)">
        {rung > 0 ? rung : '!'}
      </text>
    </svg>
  );
}
