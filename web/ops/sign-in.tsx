import { useState, type ReactNode } from 'react';
import { Logo } from '../shared/icons';
import { hasExpired, signIn } from './session';

export function SignIn(): ReactNode {
  const [token, setToken] = useState('');
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
        {hasExpired() ? (
          <p role="alert">Your token is no longer valid. Sign in with a new one; you come back to where you were.</p>
        ) : (
          <p>
            <code>npm start</code> prints a link that signs you in. Or paste a token of an operator:
          </p>
        )}
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
