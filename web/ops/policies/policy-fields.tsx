import type { ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import type { Policy } from './policies';
import { kindOf, type Draft, type Typed } from './policy-form';
import { fieldWords, inHumanTime, sectionTitle, sectionWhat } from './policy-words';

/** Words that a field may hold; one that this page does not know yet is kept as it is. */
const CHOICES: Record<string, readonly string[]> = {
  'offer.strategy': ['exclusive', 'wave', 'broadcast'],
  'reassign.on_failure': ['rescue', 'return', 'dispose'],
  'matching.binding_moment': ['departure', 'pickup'],
};

export function PolicyFields({
  policy,
  draft,
  isReadOnly,
}: {
  policy: Policy;
  draft: Draft;
  isReadOnly: boolean;
}): ReactNode {
  return (
    <form className="policy" onSubmit={(event) => event.preventDefault()}>
      {Object.entries(policy).map(([section, fields]) => (
        <fieldset key={section} className="policy__section" disabled={isReadOnly}>
          <legend>{sectionTitle(section)}</legend>
          <p className="quiet">{sectionWhat(section)}</p>
          <div className="policy__fields">
            {Object.entries(fields).map(([field, value]) => (
              <Field key={field} section={section} field={field} value={value} draft={draft} />
            ))}
          </div>
        </fieldset>
      ))}
    </form>
  );
}

function Field({
  section,
  field,
  value,
  draft,
}: {
  section: string;
  field: string;
  value: unknown;
  draft: Draft;
}): ReactNode {
  const { register, getValues } = useFormContext<Typed>();
  const name = `${section}.${field}` as const;
  const { label, unit } = fieldWords(field);
  const error = draft.errors[name];
  const isChanged = error !== undefined || field in (draft.changes[section] ?? {});
  const kind = kindOf(value);
  const given = getValues(name);
  const common = {
    id: name,
    'aria-invalid': error !== undefined,
    'aria-describedby': error ? `${name}-error` : undefined,
  };
  const registered = register(name);
  return (
    <div className="policy__field" data-kind={kind} data-changed={isChanged || undefined}>
      <label htmlFor={name}>
        {label}
        {unit && <span className="quiet"> {unit}</span>}
      </label>
      {kind === 'switch' && <input type="checkbox" {...common} {...registered} />}
      {kind === 'list' && <textarea className="field mono" rows={2} spellCheck={false} {...common} {...registered} />}
      {kind === 'word' && <Word name={name} value={String(value)} common={common} registered={registered} />}
      {kind === 'number' && (
        <input
          className="field num"
          inputMode="decimal"
          placeholder={value === null ? 'none' : ''}
          autoComplete="off"
          {...common}
          {...registered}
        />
      )}
      {unit === 's' && <small className="quiet">{inHumanTime(Number(given))}</small>}
      {error && (
        <small id={`${name}-error`} className="policy__error">
          {error}
        </small>
      )}
    </div>
  );
}

function Word({
  name,
  value,
  common,
  registered,
}: {
  name: string;
  value: string;
  common: object;
  registered: ReturnType<ReturnType<typeof useFormContext<Typed>>['register']>;
}): ReactNode {
  const choices = CHOICES[name];
  if (!choices) return <input className="field" autoComplete="off" {...common} {...registered} />;
  return (
    <select className="field" {...common} {...registered}>
      {(choices.includes(value) ? choices : [...choices, value]).map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </select>
  );
}
