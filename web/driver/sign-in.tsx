import { useState, type ReactNode } from 'react';
import { Logo } from '../shared/icons';
import { enter, tryAgain, useEntry, type Entry } from './session';

/** The way in is a link: opened, or pasted where the phone opened it elsewhere. */
export function SignIn(): ReactNode {
  const entry = useEntry();
  return (
    <main className="blank" aria-busy={entry === 'opening'}>
      <Logo />
      <h1>Outrider Driver</h1>
      <Words entry={entry} />
      {entry === 'unreachable' && (
        <button type="button" className="press press--move" onClick={tryAgain}>
          Try again
        </button>
      )}
      {entry !== 'opening' && <PasteLink />}
    </main>
  );
}

function Words({ entry }: { entry: Entry }): ReactNode {
  switch (entry) {
    case 'opening':
      return <p role="status">Signing you in…</p>;
    case 'ended':
      return (
        <p role="alert">
          Your link has ended. Ask your dispatcher for a new one and open it here: whatever this phone has not sent yet
          is kept and goes out then.
        </p>
      );
    case 'unreachable':
      return <p role="alert">No connection. Your link still works: try again once there is a network.</p>;
    case 'closed':
      return <p>Open the link that your dispatcher has sent you. It signs you in on this phone, once.</p>;
  }
}

function PasteLink(): ReactNode {
  const [pasted, setPasted] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      className="paste"
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(!enter(pasted));
      }}
    >
      <label>
        Or paste the link here
        <input
          className="field"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={pasted}
          aria-invalid={isWrong}
          onChange={({ target }) => setPasted(target.value)}
        />
      </label>
      {isWrong && <p role="alert">That is no sign-in link. It ends in a code that begins with sgn_.</p>}
      <button type="submit" className="press press--second" disabled={pasted.trim() === ''}>
        Sign in
      </button>
    </form>
  );
}
