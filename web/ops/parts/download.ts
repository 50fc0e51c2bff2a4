import { ApiError, type Problem } from '../../shared/api-client';
import { api } from '../client';

/** Saves what the API answers as a file. A plain link could not carry the token. */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, { headers: api.headers() });
  if (response.status === 401) api.expired();
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    throw new ApiError({ title: `The server answered ${response.status}`, status: response.status, ...problem });
  }
  save(await response.blob(), name);
}

export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
