import { generate } from 'selfsigned';

export interface Certificate {
  key: string;
  cert: string;
}

export interface Certificates {
  /** PEM of the authority that a test tells its clients to trust. */
  authority: string;
  /** Of localhost, by that authority. */
  trusted: Certificate;
  /** Of localhost, by nobody. */
  stranger: Certificate;
}

let made: Promise<Certificates> | null = null;

/** Made anew by every test process: a key that is kept would be a secret in the repository. */
export const testCertificates = (): Promise<Certificates> => (made ??= make());

const OF_LOCALHOST = { name: 'subjectAltName' as const, altNames: [{ type: 2 as const, value: 'localhost' }] };
const common = { keyType: 'ec' as const, algorithm: 'sha256' };
const named = (value: string) => [{ name: 'commonName', value }];

async function make(): Promise<Certificates> {
  const authority = await generate(named('Outrider test authority'), {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true },
    ],
  });
  const [trusted, stranger] = await Promise.all([
    generate(named('localhost'), {
      ...common,
      ca: { key: authority.private, cert: authority.cert },
      extensions: [OF_LOCALHOST],
    }),
    generate(named('localhost'), { ...common, extensions: [OF_LOCALHOST] }),
  ]);
  return { authority: authority.cert, trusted: pair(trusted), stranger: pair(stranger) };
}

const pair = ({ private: key, cert }: { private: string; cert: string }): Certificate => ({ key, cert });
