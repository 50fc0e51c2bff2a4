import type { ReactNode } from 'react';
import type { PolicyChange } from './policies';
import { fieldWords, sectionTitle, valueInWords } from './policy-words';

/** Before and after, field by field. */
export function Changes({ changes }: { changes: readonly PolicyChange[] }): ReactNode {
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
          const [section = '', ...field] = path.split('.');
          const { label, unit } = fieldWords(field.join('.'));
          return (
            <tr key={path}>
              <th scope="row">
                {sectionTitle(section)}: {label.toLowerCase()}
                {unit && <span className="quiet"> {unit}</span>}
              </th>
              <td>
                <del>{valueInWords(before)}</del>
              </td>
              <td>
                <ins>{valueInWords(after)}</ins>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
