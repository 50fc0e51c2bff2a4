import type { ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { freshVariant } from '../policy-form';
import { type ControlOf, useFieldError } from './form-context';

/** One of several shapes: which one, and the fields that it has. */
export function VariantField({ field, path, Inner }: ControlOf<'variant'>): ReactNode {
  const { setValue } = useFormContext();
  const kind: unknown = useWatch({ name: `${path}.kind` });
  const errors = [useFieldError(path), useFieldError(`${path}.kind`)].filter((error) => error !== undefined);
  const variant = field.variants.find(({ value }) => value === kind);
  return (
    <div className="policy__variant">
      <select
        className="field"
        aria-label={field.title || 'What'}
        aria-invalid={errors.length > 0}
        value={String(kind)}
        onChange={({ target }) => {
          const chosen = field.variants.find(({ value }) => value === target.value);
          if (chosen) setValue(path, freshVariant(chosen), { shouldDirty: true });
        }}
      >
        {field.variants.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
      {variant?.fields.map((inner) => (
        <Inner key={`${variant.value} ${inner.name}`} field={inner} path={`${path}.${inner.name}`} />
      ))}
      {errors.map((error) => (
        <small key={error} className="policy__error">
          {error}
        </small>
      ))}
    </div>
  );
}
