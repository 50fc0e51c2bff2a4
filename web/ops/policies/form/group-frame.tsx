import type { ReactNode } from 'react';
import type { Field } from '../policy-schema';
import { useFieldError, useIsChanged } from './form-context';

/** The box of a field that is made of others: its title, what it means, what is wrong with it, and what stands in it. */
export function GroupFrame({ field, path, children }: { field: Field; path: string; children: ReactNode }): ReactNode {
  const error = useFieldError(path);
  const isChanged = useIsChanged(path);
  return (
    <fieldset className="policy__group" data-changed={isChanged || undefined}>
      <legend>{field.title}</legend>
      {field.description && <p className="quiet">{field.description}</p>}
      {error && <p className="policy__error">{error}</p>}
      {children}
    </fieldset>
  );
}
