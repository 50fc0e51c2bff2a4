import type { ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { sentence, type FieldOf } from '../policy-schema';
import { FieldDefault } from './field-default';
import { useFieldError, useIsChanged } from './form-context';

/** Words of which any number can be ticked. */
export function SetField({ field, path }: { field: FieldOf<'set'>; path: string }): ReactNode {
  const { register } = useFormContext();
  const error = useFieldError(path);
  const isChanged = useIsChanged(path);
  return (
    <fieldset className="policy__group" data-changed={isChanged || undefined}>
      <legend>{field.title}</legend>
      {field.description && <p className="quiet">{field.description}</p>}
      {error && <p className="policy__error">{error}</p>}
      <div className="policy__ticks">
        {field.options.map((option) => (
          <label key={option}>
            <input type="checkbox" value={option} {...register(path)} />
            {sentence(option)}
          </label>
        ))}
      </div>
      <FieldDefault field={field} path={path} />
    </fieldset>
  );
}
