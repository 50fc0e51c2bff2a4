import type { ReactNode } from 'react';
import { Logo } from '../shared/icons';
import { hasEnded } from './session';

/** There is nothing to type on a phone: the way in is a link. */
export function SignIn(): ReactNode {
  return (
    <main className="blank">
      <Logo />
      <h1>Outrider Driver</h1>
      {hasEnded() ? (
        <p role="alert">
          Your link has ended. Ask your dispatcher for a new one and open it here: whatever this phone has not sent yet
          is kept and goes out then.
        </p>
      ) : (
        <p>Open the link that your dispatcher has sent you. It signs you in on this phone.</p>
      )}
    </main>
  );
}
