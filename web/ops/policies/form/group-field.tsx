import type { ReactNode } from 'react';
import type { FieldOf } from '../policy-schema';
import { useFieldError, useIsChanged } from './form-context';
import { PolicyField } from './policy-field';

/** Fields that belong together, also several levels down. */
export function GroupField({ field, path }: { field: FieldOf<'group'>; path: string }): ReactNode {
  const error = useFieldError(path);
  const isChanged = useIsChanged(path);
  return (
    <fieldset className="policy__group" data-changed={isChanged || undefined}>
      <legend>{field.title}</legend>
      {field.description && <p className="quiet">{field.description}</p>}
      {error && <p className="policy__error">{error}</p>}
      <div className="policy__fields">
        {field.fields.map((inner) => (
          <PolicyField key={inner.name} field={inner} path={`${path}.${inner.name}`} />
        ))}
      </div>
    </fieldset>
  );
}
