import type { ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { sentence, type FieldOf } from '../policy-schema';
import { FieldDefault } from './field-default';
import { GroupFrame } from './group-frame';

/** Words of which any number can be ticked. */
export function SetField({ field, path }: { field: FieldOf<'set'>; path: string }): ReactNode {
  const { register } = useFormContext();
  return (
    <GroupFrame field={field} path={path}>
      <div className="policy__ticks">
        {field.options.map((option) => (
          <label key={option}>
            <input type="checkbox" value={option} {...register(path)} />
            {sentence(option)}
          </label>
        ))}
      </div>
      <FieldDefault field={field} path={path} />
    </GroupFrame>
  );
}
