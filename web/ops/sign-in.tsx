import { useState, type ReactNode } from 'react';
import { Logo } from '../shared/icons';
import { signIn, useSignInState, type SignInState } from './session';

export function SignIn(): ReactNode {
  const [token, setToken] = useState('');
  const state = useSignInState();
  if (state === 'starting') {
    return (
      <main className="sign-in" aria-busy="true">
        <p>Signing you in…</p>
      </main>
    );
  }
  return (
    <main className="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn(token.trim());
        }}
      >
        <Logo />
        <h1>Outrider operations</h1>
        <Why state={state} />
        <input
          className="field mono"
          type="password"
          autoComplete="off"
          aria-label="Token"
          placeholder="eyJ…"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="button button--primary" disabled={token.trim() === ''}>
          Sign in
        </button>
        <small>It stays in this tab and is gone when you close it.</small>
      </form>
    </main>
  );
}

function Why({ state }: { state: SignInState }): ReactNode {
  switch (state) {
    case 'expired':
      return (
        <p role="alert">Your token is no longer valid. Sign in with a new one; you come back to where you were.</p>
      );
    case 'link_ended':
      return <p role="alert">This link has been used, or is too old. Ask a manager for a new one.</p>;
    case 'no_answer':
      return <p role="alert">The server did not answer. Open the link again: it has not been used.</p>;
    default:
      return (
        <p>
          A manager sends you a link that signs you in; on your own machine <code>npm start</code> prints one. Or paste
          a token:
        </p>
      );
  }
}
