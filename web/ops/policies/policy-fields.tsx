import type { ReactNode } from 'react';
import { PolicyField } from './form/policy-field';
import type { Field, FieldOf } from './policy-schema';

/** All of the policy as fields, a box for each section. */
export function PolicyFields({
  sections,
  isReadOnly,
}: {
  sections: readonly FieldOf<'group'>[];
  isReadOnly: boolean;
}): ReactNode {
  return (
    <form className="policy" onSubmit={(event) => event.preventDefault()}>
      {sections.map((section) => (
        <fieldset key={section.name} className="policy__section" disabled={isReadOnly}>
          <legend>{section.title}</legend>
          <p className="quiet">{section.description}</p>
          <div className="policy__fields">
            {plainFirst(section.fields).map((field) => (
              <PolicyField key={field.name} field={field} path={`${section.name}.${field.name}`} />
            ))}
          </div>
        </fieldset>
      ))}
    </form>
  );
}

const NESTED: readonly Field['kind'][] = ['group', 'list', 'set'];

/** What takes a box of its own stands below what fits into a line. */
const plainFirst = (fields: readonly Field[]): Field[] =>
  fields.toSorted((a, b) => Number(NESTED.includes(a.kind)) - Number(NESTED.includes(b.kind)));
