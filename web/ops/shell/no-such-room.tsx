import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export function NoSuchRoom(): ReactNode {
  return (
    <main className="notice">
      <h1>There is no such room</h1>
      <Link to="/" className="button">
        To the board
      </Link>
    </main>
  );
}
