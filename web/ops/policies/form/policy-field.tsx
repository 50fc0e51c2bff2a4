import type { ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { MISSING } from '../../../shared/format';
import { sentence, type Field, type FieldOf } from '../policy-schema';
import { inHumanTerms, valueInWords } from '../policy-words';
import { FieldFrame } from './field-frame';
import { useCurrency, useDefault } from './form-context';
import { GroupField } from './group-field';
import { ListField } from './list-field';
import { SetField } from './set-field';
import { VariantField } from './variant-field';

/** The control for one field of the policy, whatever it is made of. */
export function PolicyField({ field, path }: { field: Field; path: string }): ReactNode {
  switch (field.kind) {
    case 'number':
      return <NumberField field={field} path={path} />;
    case 'switch':
      return field.isInherited ? (
        <InheritedSwitch field={field} path={path} />
      ) : (
        <SwitchField field={field} path={path} />
      );
    case 'choice':
      return <ChoiceField field={field} path={path} />;
    case 'set':
      return <SetField field={field} path={path} />;
    case 'list':
      return <ListField field={field} path={path} Inner={PolicyField} />;
    case 'group':
      return <GroupField field={field} path={path} Inner={PolicyField} />;
    case 'variant':
      return <VariantField field={field} path={path} Inner={PolicyField} />;
    case 'word':
      return <WordField field={field} path={path} />;
  }
}

function NumberField({ field, path }: { field: FieldOf<'number'>; path: string }): ReactNode {
  const { register } = useFormContext();
  const given: unknown = useWatch({ name: path });
  const standard = useDefault(path);
  const placeholder = field.isInherited ? valueInWords(field, standard) : field.none === null ? '' : MISSING;
  const currency = useCurrency();
  const hint = given === '' ? (field.none ?? '') : inHumanTerms(field.name, Number(given), currency);
  return (
    <FieldFrame field={field} path={path} hint={hint}>
      {(names) => (
        <input
          className="field num"
          inputMode="decimal"
          placeholder={placeholder}
          autoComplete="off"
          {...names}
          {...register(path)}
        />
      )}
    </FieldFrame>
  );
}

function SwitchField({ field, path }: { field: Field; path: string }): ReactNode {
  const { register } = useFormContext();
  return (
    <FieldFrame field={field} path={path}>
      {(names) => <input type="checkbox" {...names} {...register(path)} />}
    </FieldFrame>
  );
}

/** On, off, or not said here. */
function InheritedSwitch({ field, path }: { field: Field; path: string }): ReactNode {
  const { register } = useFormContext();
  const standard = useDefault(path);
  return (
    <FieldFrame field={field} path={path}>
      {(names) => (
        <select className="field" {...names} {...register(path)}>
          <option value="">default ({valueInWords(field, standard)})</option>
          <option value="true">on</option>
          <option value="false">off</option>
        </select>
      )}
    </FieldFrame>
  );
}

function ChoiceField({ field, path }: { field: FieldOf<'choice'>; path: string }): ReactNode {
  const { register } = useFormContext();
  const standard = useDefault(path);
  return (
    <FieldFrame field={field} path={path}>
      {(names) => (
        <select className="field" {...names} {...register(path)}>
          {field.isInherited && <option value="">default ({valueInWords(field, standard)})</option>}
          {field.options.map((option) => (
            <option key={option} value={option}>
              {sentence(option)}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

function WordField({ field, path }: { field: Field; path: string }): ReactNode {
  const { register } = useFormContext();
  return (
    <FieldFrame field={field} path={path}>
      {(names) => (
        <input className="field" placeholder={field.none ?? ''} autoComplete="off" {...names} {...register(path)} />
      )}
    </FieldFrame>
  );
}
