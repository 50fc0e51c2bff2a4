import { useState, type ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { useFieldError } from './form/form-context';
import type { Typed } from './policy-form';
import type { FieldOf } from './policy-schema';
import { parsed } from './policy-text';
import { readField } from './read-field';

/** The same draft as text, for those who would rather paste. What cannot be read stays here and is no part of the draft. */
export function PolicyJson({
  sections,
  isReadOnly,
  onUnread,
}: {
  sections: readonly FieldOf<'group'>[];
  isReadOnly: boolean;
  /** What is wrong with a section's text; null once it is right. */
  onUnread: (section: string, problem: string | null) => void;
}): ReactNode {
  return (
    <form className="policy" onSubmit={(event) => event.preventDefault()}>
      {sections.map((section) => (
        <SectionText key={section.name} section={section} isReadOnly={isReadOnly} onUnread={onUnread} />
      ))}
    </form>
  );
}

function SectionText({
  section,
  isReadOnly,
  onUnread,
}: {
  section: FieldOf<'group'>;
  isReadOnly: boolean;
  onUnread: (section: string, problem: string | null) => void;
}): ReactNode {
  const { getValues, setValue } = useFormContext();
  const error = useFieldError(section.name);
  const [text, setText] = useState(() => textOf(section, getValues(section.name) as Typed));
  const id = `${section.name}-json`;
  const write = (typed: string): void => {
    setText(typed);
    const read = parsed(section, typed);
    onUnread(section.name, read.problem);
    if (read.problem === null) setValue(section.name, read.typed, { shouldDirty: true });
  };
  return (
    <section className="policy__section">
      <h2>
        <label htmlFor={id}>{section.title}</label>
      </h2>
      <textarea
        id={id}
        className="field mono policy__json"
        rows={text.split('\n').length}
        spellCheck={false}
        readOnly={isReadOnly}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-error`}
        value={text}
        onChange={({ target }) => write(target.value)}
      />
      <p id={`${id}-error`} className="policy__error">
        {error}
      </p>
    </section>
  );
}

const textOf = (section: FieldOf<'group'>, typed: Typed): string =>
  JSON.stringify(readField(section, typed, '', {}), null, 2);
