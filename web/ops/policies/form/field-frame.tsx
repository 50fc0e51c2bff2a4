import type { ReactNode } from 'react';
import type { Field } from '../policy-schema';
import { limitsOf, unitOf } from '../policy-words';
import { FieldDefault } from './field-default';
import { useFieldError, useIsChanged } from './form-context';

export interface ControlNames {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string;
}

/** A label, its control, and below what the field means, what its default is, what may stand there and what is wrong with it. */
export function FieldFrame({
  field,
  path,
  hint,
  children,
}: {
  field: Field;
  path: string;
  /** The value as people think of it. */
  hint?: string;
  children: (names: ControlNames) => ReactNode;
}): ReactNode {
  const error = useFieldError(path);
  const isChanged = useIsChanged(path);
  const unit = unitOf(field.name);
  const about = `${path}-about`;
  return (
    <div
      className="policy__field"
      data-kind={field.kind}
      data-inherited={field.isInherited || undefined}
      data-changed={isChanged || undefined}
    >
      <label htmlFor={path}>
        {field.title}
        {unit && <span className="quiet"> {unit}</span>}
      </label>
      {children({ id: path, 'aria-invalid': error !== undefined, 'aria-describedby': about })}
      <div id={about} className="policy__about">
        {error && <small className="policy__error">{error}</small>}
        {hint && <small className="policy__hint">{hint}</small>}
        <FieldDefault field={field} path={path} />
        {field.description && <small className="policy__what quiet">{field.description}</small>}
        {field.kind === 'number' && <small className="policy__limits quiet">{limitsOf(field)}</small>}
      </div>
    </div>
  );
}
