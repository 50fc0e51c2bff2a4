import type { ReactNode } from 'react';
import type { ControlOf } from './form-context';
import { GroupFrame } from './group-frame';

/** Fields that belong together, also several levels down. */
export function GroupField({ field, path, Inner }: ControlOf<'group'>): ReactNode {
  return (
    <GroupFrame field={field} path={path}>
      <div className="policy__fields">
        {field.fields.map((inner) => (
          <Inner key={inner.name} field={inner} path={`${path}.${inner.name}`} />
        ))}
      </div>
    </GroupFrame>
  );
}
