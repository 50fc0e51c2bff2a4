import type { ReactNode } from 'react';
import { usePolicyForm, type PolicyChange } from './policies';
import { fieldAt, pathInWords, unitOf, valueInWords } from './policy-words';

/** Before and after, field by field. */
export function Changes({ changes }: { changes: readonly PolicyChange[] }): ReactNode {
  const sections = usePolicyForm().data?.sections ?? [];
  if (changes.length === 0) return <p className="quiet">Nothing differs.</p>;
  return (
    <table className="diff">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => {
          const field = fieldAt(sections, path)?.field ?? null;
          const unit = unitOf(path);
          return (
            <tr key={path}>
              <th scope="row">
                {pathInWords(sections, path)}
                {unit && <span className="quiet"> {unit}</span>}
              </th>
              <td>
                <del>{valueInWords(field, before)}</del>
              </td>
              <td>
                <ins>{valueInWords(field, after)}</ins>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
