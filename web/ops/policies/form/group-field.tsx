import type { ReactNode } from 'react';
import { type ControlOf, useFieldError, useIsChanged } from './form-context';

/** Fields that belong together, also several levels down. */
export function GroupField({ field, path, Inner }: ControlOf<'group'>): ReactNode {
  const error = useFieldError(path);
  const isChanged = useIsChanged(path);
  return (
    <fieldset className="policy__group" data-changed={isChanged || undefined}>
      <legend>{field.title}</legend>
      {field.description && <p className="quiet">{field.description}</p>}
      {error && <p className="policy__error">{error}</p>}
      <div className="policy__fields">
        {field.fields.map((inner) => (
          <Inner key={inner.name} field={inner} path={`${path}.${inner.name}`} />
        ))}
      </div>
    </fieldset>
  );
}
