/** Body of an RFC 9457 answer. */
export interface Problem {
  title: string;
  status: number;
  code?: string;
  detail?: string;
  request_id?: string;
  /** With a request that has fields that are not right: which, by pointers into what was sent. */
  errors?: { pointer: string; message: string }[];
  /** With a refused transition: what may be asked of the order where it is. */
  allowed?: string[];
  /** With a refused answer to an offer: how the offer ended instead. */
  offer?: { outcome: string | null };
  /** With a refusal that only time mends: from when on it is possible. */
  until?: string;
  /** With hours that are more than allowed: each limit, in market seconds. */
  limits?: HoursLimit[];
}

export interface HoursLimit {
  limit: 'work_max' | 'rest';
  bound_s: number;
  planned_s: number;
  by_s: number;
  beside: { starts_at: string; ends_at: string } | null;
}

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
  }
}

export interface ApiClient {
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  /** `key` makes a repetition of the same press the same request. */
  post<T>(path: string, body: unknown, key: string): Promise<T>;
  put<T>(path: string, body: unknown, key: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown, key: string): Promise<T>;
  /** A picture, which is the same however often it comes. */
  upload(path: string, picture: Blob): Promise<void>;
  headers: () => Record<string, string>;
  /** For what is asked around this client, like a stream: the token was refused. */
  expired: () => void;
}

/**
 * Talks to the API with the token of whoever signed in. A token that is refused is renewed once by `renew`, which throws
 * when nobody can be asked; `onExpired` hears of one that cannot be.
 */
export function createApiClient(
  token: () => string | null,
  onExpired: () => void,
  renew: () => Promise<boolean> = () => Promise.resolve(false),
): ApiClient {
  const headers = (): Record<string, string> => {
    const current = token();
    return current === null ? {} : { authorization: `Bearer ${current}` };
  };

  const ask = (path: string, init: RequestInit): Promise<Response> =>
    fetch(path, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers() } }).catch(
      (error: unknown) => {
        if (init.signal?.aborted) throw error;
        throw new ApiError({ title: 'No connection to the server', status: 0 });
      },
    );

  /** True when there is another token to ask with. */
  async function isRenewed(): Promise<boolean> {
    const renewed = await renew().catch(() => null);
    if (renewed === false) onExpired();
    return renewed === true;
  }

  async function request<T>(path: string, init: RequestInit): Promise<T> {
    let response = await ask(path, init);
    if (response.status === 401 && (await isRenewed())) response = await ask(path, init);
    if (!response.ok) throw new ApiError(await problemOf(response));
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  const write: ApiClient['send'] = (method, path, body, key) =>
    request(path, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
    });

  return {
    headers,
    expired: () => void isRenewed(),
    get: (path, signal) => request(path, signal ? { signal } : {}),
    upload: (path, picture) =>
      request(path, { method: 'PUT', headers: { 'content-type': picture.type }, body: picture }),
    post: (path, body, key) => write('POST', path, body, key),
    put: (path, body, key) => write('PUT', path, body, key),
    send: write,
  };
}

/** A proxy in between may answer with something that is no problem document. */
async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { title: `The server answered ${response.status}`, status: response.status };
  const body: unknown = await response.json().catch(() => null);
  return { ...fallback, ...(body as Partial<Problem> | null) };
}

/** A fresh idempotency key. `crypto.randomUUID` exists on secure origins only, and a console may be reached by plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
