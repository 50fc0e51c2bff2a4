import { useRef, type ReactNode } from 'react';
import { useFieldArray } from 'react-hook-form';
import { Icon } from '../../../shared/icons';
import { freshRow } from '../policy-form';
import { FieldDefault } from './field-default';
import type { ControlOf } from './form-context';
import { GroupFrame } from './group-frame';

/** Rows that can be added, taken away and moved. A row of rows is a box of its own; one of plain fields is a line. */
export function ListField({ field, path, Inner }: ControlOf<'list'>): ReactNode {
  const { fields: rows, append, remove, move } = useFieldArray({ name: path });
  const add = useRef<HTMLButtonElement>(null);
  const isDeep = field.item.kind === 'group' && field.item.fields.some(({ kind }) => kind === 'list');
  const isFull = rows.length >= field.max;
  return (
    <GroupFrame field={field} path={path}>
      <div className={isDeep ? 'policy__rows policy__rows--deep' : 'policy__rows'}>
        {rows.map(({ id }, at) => (
          <div key={id} className="policy__item" role="group" aria-label={`${field.title}, row ${at + 1}`}>
            <b className="policy__nth num">{at + 1}</b>
            <div className="policy__row">
              <Row field={field} path={`${path}.${at}`} Inner={Inner} />
            </div>
            <span className="policy__tools">
              <Tool icon="up" name={`Move row ${at + 1} up`} isOff={at === 0} onPress={() => move(at, at - 1)} />
              <Tool
                icon="down"
                name={`Move row ${at + 1} down`}
                isOff={at === rows.length - 1}
                onPress={() => move(at, at + 1)}
              />
              <Tool
                icon="trash"
                name={`Remove row ${at + 1}`}
                isOff={rows.length <= field.min}
                onPress={() => {
                  remove(at);
                  // The button that had the focus is gone with its row.
                  add.current?.focus();
                }}
              />
            </span>
          </div>
        ))}
      </div>
      {rows.length === 0 && <p className="quiet">None.</p>}
      <div className="policy__below">
        <button ref={add} type="button" className="chip" disabled={isFull} onClick={() => append(freshRow(field))}>
          <Icon name="plus" size={14} /> Add a row<span className="visually-hidden"> to {field.title}</span>
        </button>
        {isFull && <small className="quiet">{field.max} rows at most.</small>}
        <FieldDefault field={field} path={path} />
      </div>
    </GroupFrame>
  );
}

function Row({ field: { item, title }, path, Inner }: ControlOf<'list'>): ReactNode {
  if (item.kind === 'group') {
    return item.fields.map((inner) => <Inner key={inner.name} field={inner} path={`${path}.${inner.name}`} />);
  }
  if (item.kind === 'variant') return <Inner field={{ ...item, title }} path={path} />;
  return <Inner field={{ ...item, title: item.title || title }} path={`${path}.value`} />;
}

function Tool({
  icon,
  name,
  isOff,
  onPress,
}: {
  icon: 'up' | 'down' | 'trash';
  name: string;
  isOff: boolean;
  onPress: () => void;
}): ReactNode {
  return (
    <button type="button" className="policy__tool" aria-label={name} title={name} disabled={isOff} onClick={onPress}>
      <Icon name={icon} size={14} />
    </button>
  );
}
