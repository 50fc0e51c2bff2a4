import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';

/** The browser's modal dialog, coming up from where the thumb is. */
export function Sheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} className="sheet" aria-labelledby="sheet-title" onCancel={onClose}>
      <header className="sheet__head">
        <h2 id="sheet-title">{title}</h2>
        <button type="button" className="sheet__close" aria-label="Close" onClick={onClose}>
          <Icon name="close" size={24} />
        </button>
      </header>
      {children}
    </dialog>
  );
}

/** A choice as big as a thumb. */
export function SheetRow({ title, sub, onClick }: { title: string; sub?: string; onClick: () => void }): ReactNode {
  return (
    <li>
      <button type="button" className="sheet__row" onClick={onClick}>
        <b>{title}</b>
        {sub && <span>{sub}</span>}
      </button>
    </li>
  );
}
