import { resolve } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { projectRoot } from './project-root';
import { variables, type Variables } from './variables';

export { projectRoot } from './project-root';

export type Config = ReturnType<typeof group>;
export type Environment = Record<string, string | undefined>;

/** Something in the environment is wrong. The message names every bad variable at once and is meant to be printed alone. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads the environment once, at the start of a process; everything else gets the result handed in. */
export function loadConfig(env: Environment): Config {
  // An empty variable is how compose files and shells say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(given, {
    error: ({ input }) => (input === undefined ? 'is not set' : undefined),
  });
  if (!parsed.success) {
    throw new ConfigError(describe(parsed.error.issues.map(({ path, message }) => [path.join('.'), message])));
  }
  if (parsed.data.NODE_ENV === 'production' && parsed.data.OUTRIDER_FAULTS) {
    throw new ConfigError(describe([['OUTRIDER_FAULTS', 'must not be set in production']]));
  }
  return deepFreeze(group(parsed.data, temporalConnection(parsed.data, given as Record<string, string>)));
}

function group(v: Variables, temporal: ReturnType<typeof temporalConnection>) {
  return {
    environment: v.NODE_ENV,
    dataDir: resolve(projectRoot, v.OUTRIDER_DATA_DIR),
    database: {
      url: v.DATABASE_URL,
      /** Reads that may be a moment old go here. */
      replicaUrl: v.OUTRIDER_DATABASE_REPLICA_URL ?? v.DATABASE_URL,
      poolSize: v.OUTRIDER_DATABASE_POOL_SIZE,
      waitMs: v.OUTRIDER_DATABASE_WAIT_MS,
    },
    temporal: { ...temporal, uiUrl: v.OUTRIDER_TEMPORAL_UI_URL },
    api: {
      host: v.OUTRIDER_API_HOST,
      port: v.OUTRIDER_API_PORT,
      publicUrl: v.OUTRIDER_PUBLIC_URL ?? `http://localhost:${v.OUTRIDER_API_PORT}`,
      trustedProxies: v.OUTRIDER_TRUSTED_PROXIES,
      rateLimit: {
        perMinute: v.OUTRIDER_RATE_LIMIT_PER_MINUTE,
        anonymousPerMinute: v.OUTRIDER_RATE_LIMIT_ANONYMOUS_PER_MINUTE,
      },
      boardMaxAgeMs: v.OUTRIDER_BOARD_MAX_AGE_MS,
      mapStyleUrl: v.OUTRIDER_MAP_STYLE_URL,
      /** Sources for `frame-ancestors` of tracking pages. */
      embedOrigins: v.OUTRIDER_EMBED_ORIGINS?.split(' ') ?? [],
    },
    auth: { jwtSecret: v.OUTRIDER_JWT_SECRET, tokenTtlS: v.OUTRIDER_TOKEN_TTL_S },
    worker: {
      concurrency: v.OUTRIDER_WORKER_CONCURRENCY,
      cachedWorkflows: v.OUTRIDER_WORKER_CACHED_WORKFLOWS,
      healthPort: v.OUTRIDER_WORKER_HEALTH_PORT,
    },
    /** Null: drivers are reached by their streams alone. */
    push:
      v.OUTRIDER_VAPID_PUBLIC_KEY && v.OUTRIDER_VAPID_PRIVATE_KEY
        ? {
            publicKey: v.OUTRIDER_VAPID_PUBLIC_KEY,
            privateKey: v.OUTRIDER_VAPID_PRIVATE_KEY,
            subject: v.OUTRIDER_VAPID_SUBJECT,
          }
        : null,
    webhooks: {
      retryMs: v.OUTRIDER_WEBHOOK_RETRY_S.split(',').map((seconds) => Number(seconds) * 1_000),
      deadMs: v.OUTRIDER_WEBHOOK_DEAD_S * 1_000,
      timeoutMs: v.OUTRIDER_WEBHOOK_TIMEOUT_MS,
      allowsPrivate: v.OUTRIDER_WEBHOOK_PRIVATE_ADDRESSES === 'allow',
    },
    /** Ways to customers; null: there is none. */
    mail: v.OUTRIDER_SMTP_URL ? { url: v.OUTRIDER_SMTP_URL, from: v.OUTRIDER_MAIL_FROM } : null,
    sms: v.OUTRIDER_SMS_URL
      ? { url: v.OUTRIDER_SMS_URL, token: v.OUTRIDER_SMS_TOKEN ?? null, from: v.OUTRIDER_SMS_FROM }
      : null,
    /** Where the ladder calls for help outside; null: nowhere. */
    pager: v.OUTRIDER_PAGER_URL ? { url: v.OUTRIDER_PAGER_URL, token: v.OUTRIDER_PAGER_TOKEN ?? null } : null,
    partner: v.OUTRIDER_PARTNER_URL ? { url: v.OUTRIDER_PARTNER_URL, token: v.OUTRIDER_PARTNER_TOKEN ?? null } : null,
    notifiesTestMarkets: v.OUTRIDER_NOTIFY_TEST_MARKETS === 'on',
    proofDays: v.OUTRIDER_PROOF_DAYS,
    /** Null: customers are not offered to call or write. */
    maskedContact: v.OUTRIDER_MASKED_CONTACT_URL
      ? { url: v.OUTRIDER_MASKED_CONTACT_URL, token: v.OUTRIDER_MASKED_CONTACT_TOKEN }
      : null,
    /** Null: travel is what the embedded model says. */
    roads: v.OUTRIDER_OSRM_URL
      ? {
          url: v.OUTRIDER_OSRM_URL,
          profile: v.OUTRIDER_OSRM_PROFILE,
          markets: v.OUTRIDER_OSRM_MARKETS?.split(',') ?? null,
          timeoutMs: v.OUTRIDER_OSRM_TIMEOUT_MS,
          tableSizeMax: v.OUTRIDER_OSRM_TABLE_SIZE,
        }
      : null,
    shutdownGraceS: v.OUTRIDER_SHUTDOWN_GRACE_S,
    tracing: {
      /** Null: nothing is traced. */
      endpoint: v.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
      headers: parseHeaders(v.OTEL_EXPORTER_OTLP_HEADERS),
      sampleRatio: v.OUTRIDER_TRACE_SAMPLE_RATIO,
    },
    log: { level: v.OUTRIDER_LOG_LEVEL, format: v.OUTRIDER_LOG_FORMAT },
    /** What `outrider up` starts where the environment names nothing to use instead. */
    embedded: {
      postgresPort: v.OUTRIDER_POSTGRES_PORT,
      temporalPort: v.OUTRIDER_TEMPORAL_PORT,
      temporalUiPort: v.OUTRIDER_TEMPORAL_UI_PORT,
      temporalCliPath: v.TEMPORAL_CLI_PATH,
    },
    faults: parseFaults(v.OUTRIDER_FAULTS),
  };
}

/** Address, TLS and API key as every Temporal client reads them, so that a Temporal Cloud profile works here unchanged. */
function temporalConnection(v: Variables, env: Record<string, string>) {
  const { connectionOptions, namespace } = loadClientConnectConfig({
    overrideEnvVars: env,
    // A profile in somebody's home directory must not send a development run to production.
    disableFile: v.TEMPORAL_CONFIG_FILE === undefined,
  });
  const address = connectionOptions.address ?? v.TEMPORAL_ADDRESS;
  return { address, namespace: namespace ?? v.TEMPORAL_NAMESPACE, connection: { ...connectionOptions, address } };
}

/** `name=value,name=value` with percent-encoded values, as OpenTelemetry's SDKs read it. */
function parseHeaders(text = ''): Record<string, string> {
  const pairs = text.split(',').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    }),
  );
}

export type Fault = ReturnType<typeof parseFaults>[number];

function parseFaults(text = '') {
  return text
    .split(',')
    .filter(Boolean)
    .map((fault) => {
      const [point, occurrence, action] = fault.split(':') as [string, string, 'kill' | 'stop'];
      return { point, occurrence: Number(occurrence), action };
    });
}

function describe(problems: [name: string, message: string][]): string {
  const lines = problems.map(([name, message]) => `  ${name}: ${message}`);
  return ['The environment is not right:', ...lines, 'docs/configuration.md explains every variable.'].join('\n');
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
