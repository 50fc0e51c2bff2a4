import type { ReactNode } from 'react';
import { showNotice, useNotice } from '../notice';

/** What has just happened, read out at once: a driver must not have to look. */
export function NoticeBar(): ReactNode {
  const notice = useNotice();
  return (
    <div role="status" aria-live="assertive">
      {notice && (
        <button type="button" className={`notice notice--${notice.tone}`} onClick={() => showNotice(null)}>
          {notice.text}
          <span className="visually-hidden">. Close</span>
        </button>
      )}
    </div>
  );
}
