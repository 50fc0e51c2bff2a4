import { useEffect, useState, type ReactNode } from 'react';
import { api } from '../client';
import { showNotice } from '../notice';
import { allowPush, pushState, type PushState } from './push';

/** Offers reach a phone whose page is closed only if its driver has said that they may. */
export function PushSwitch(): ReactNode {
  const [state, setState] = useState<PushState>('impossible');
  useEffect(() => void pushState(api).then(setState, () => undefined), []);

  async function allow(): Promise<void> {
    try {
      setState(await allowPush(api));
    } catch {
      showNotice({ text: 'This browser could not be reached by its push service', tone: 'alarm' });
    }
  }

  switch (state) {
    case 'impossible':
      return null;
    case 'on':
      return <p className="figure__sub">Offers wake this phone when the page is closed.</p>;
    case 'denied':
      return <p className="figure__sub">Notifications are off: allow them for this page to be woken by offers.</p>;
    case 'off':
      return (
        <button type="button" className="press press--second" onClick={() => void allow()}>
          Wake me for offers
        </button>
      );
  }
}
