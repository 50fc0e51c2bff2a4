import type { ReactNode } from 'react';
import type { Record } from './use-record';

export function RecordPage<Body>({
  title,
  record,
  children,
}: {
  title: string;
  record: Record<Body>;
  children: (body: Body) => ReactNode;
}): ReactNode {
  return (
    // Scrolls, and has little to tab to: the keyboard scrolls it, too.
    <section className="record" aria-labelledby="record-title" aria-busy={record.state === 'reading'} tabIndex={0}>
      <h2 id="record-title">{title}</h2>
      {record.state === 'read' && children(record.body)}
      {record.state === 'failed' && <p role="alert">{record.why}. Open this page again to try once more.</p>}
    </section>
  );
}

export function Figure({ label, value, sub }: { label: string; value: string; sub?: string }): ReactNode {
  return (
    <div className="figure">
      <h3>{label}</h3>
      <p className="figure__value">{value}</p>
      {sub && <p className="figure__sub">{sub}</p>}
    </div>
  );
}

export function Rows({ rows }: { rows: { label: string; value: string }[] }): ReactNode {
  return (
    <dl className="rows">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
