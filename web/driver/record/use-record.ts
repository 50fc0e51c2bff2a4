import { useEffect, useState } from 'react';
import { ApiError } from '../../shared/api-client';
import { api } from '../client';

export type Record<Body> = { state: 'reading' } | { state: 'read'; body: Body } | { state: 'failed'; why: string };

/** What the server has written down about the driver: read when he looks, and again when `version` changes. */
export function useRecord<Body>(path: string, version = 0): Record<Body> {
  const [record, setRecord] = useState<Record<Body>>({ state: 'reading' });
  useEffect(() => {
    const abort = new AbortController();
    api.get<Body>(path, abort.signal).then(
      (body) => setRecord({ state: 'read', body }),
      (error: unknown) => {
        if (!abort.signal.aborted) setRecord({ state: 'failed', why: whyOf(error) });
      },
    );
    return () => abort.abort();
  }, [path, version]);
  return record;
}

const whyOf = (error: unknown): string => (error instanceof ApiError ? error.message : 'That could not be read');
