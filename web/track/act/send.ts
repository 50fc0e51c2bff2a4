import type { Tracking } from '../wire';

export type Sent<Answer> = { ok: true; answer: Answer } | { ok: false; isRefused: boolean };

/** `isRefused`: asking again will not help. */
export async function send<Answer = Tracking>(
  method: 'POST' | 'PUT',
  path: string,
  body: object,
): Promise<Sent<Answer>> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method, headers, body: JSON.stringify(body) }).catch(() => null);
  if (!response) return { ok: false, isRefused: false };
  if (!response.ok) return { ok: false, isRefused: response.status === 409 || response.status === 404 };
  const text = await response.text();
  return { ok: true, answer: (text === '' ? null : JSON.parse(text)) as Answer };
}
