import type { ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { typedOf } from '../policy-form';
import type { Field } from '../policy-schema';
import { unitOf, valueInWords } from '../policy-words';
import { useDefault } from './form-context';

/** What the field is where a policy says nothing, whether it is that here, and a way back to it. */
export function FieldDefault({ field, path }: { field: Field; path: string }): ReactNode {
  const { setValue } = useFormContext();
  const standard = useDefault(path);
  const given: unknown = useWatch({ name: path });
  if (standard === undefined) return null;
  const isLeft = field.isInherited && saysNothing(given);
  const unit = typeof standard === 'number' ? unitOf(field.name) : null;
  const words = `${valueInWords(field, standard)}${unit ? ` ${unit}` : ''}`;
  if (isLeft) return <small className="policy__default quiet">Not set here: has the default, {words}.</small>;
  const typed = typedOf(field, standard);
  if (JSON.stringify(given) === JSON.stringify(typed))
    return <small className="policy__default quiet">The default.</small>;
  const back = field.isInherited ? typedOf(field, undefined) : typed;
  return (
    <small className="policy__default quiet">
      Default: {words}.{' '}
      <button type="button" className="policy__back" onClick={() => setValue(path, back, { shouldDirty: true })}>
        Use it<span className="visually-hidden"> for {field.title}</span>
      </button>
    </small>
  );
}

/** An empty text, or a group of them. */
const saysNothing = (typed: unknown): boolean =>
  typed === '' || (typeof typed === 'object' && typed !== null && Object.values(typed).every(saysNothing));
