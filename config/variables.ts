import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const seconds = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/, 'must be seconds, separated by commas')
    .default(fallback);
const postgresUrl = () => z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// URL' });
const webUrl = () => z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' });

/**
 * Every environment variable that Outrider reads, and what it means. docs/configuration.md is made from this table.
 * Temporal's own variables (TEMPORAL_API_KEY, TEMPORAL_TLS_…) are read by @temporalio/envconfig beside it.
 */
export const variables = z.object({
  DATABASE_URL: postgresUrl().meta({
    description: 'PostgreSQL to use. `npm start` starts an embedded server when it is not set.',
  }),
  OUTRIDER_DATABASE_REPLICA_URL: postgresUrl()
    .optional()
    .meta({ description: 'A replica for boards, searches and exports. Without one they read from DATABASE_URL.' }),
  OUTRIDER_DATABASE_POOL_SIZE: count(10).meta({ description: 'Connections that one process opens at most.' }),
  OUTRIDER_DATABASE_WAIT_MS: count(5_000).meta({
    description: 'How long anything may wait for one of them, or for a new one, before it fails.',
  }),
  OUTRIDER_POSTGRES_PORT: port(54_329).meta({ description: 'Port of the embedded PostgreSQL.' }),

  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s:/]+:\d+$/, 'must be host:port')
    .default('127.0.0.1:7233')
    .meta({ description: 'Temporal frontend. `npm start` starts a development server when it is not set.' }),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default').meta({ description: 'Temporal namespace.' }),
  TEMPORAL_CONFIG_FILE: z.string().optional().meta({
    description: "Temporal's TOML profile to read. Without it no profile is read, not even one in the home directory.",
  }),
  TEMPORAL_CLI_PATH: z.string().optional().meta({ description: 'The `temporal` binary that `npm start` runs.' }),
  OUTRIDER_TEMPORAL_PORT: port(7_233).meta({ description: 'Port of the Temporal development server.' }),
  OUTRIDER_TEMPORAL_UI_PORT: port(8_233).meta({ description: 'Port of its Web UI.' }),
  OUTRIDER_TEMPORAL_UI_URL: webUrl()
    .default('http://localhost:8233')
    .meta({ description: "Where people reach Temporal's Web UI; the console links to it." }),

  OUTRIDER_API_HOST: z.string().min(1).default('0.0.0.0').meta({ description: 'Address that the API listens on.' }),
  OUTRIDER_API_PORT: port(3_000).meta({ description: 'Port of API and pages.' }),
  OUTRIDER_PUBLIC_URL: webUrl().optional().meta({
    description:
      'Where the outside reaches the API: in links to customers and drivers. Default: localhost and the port.',
  }),
  OUTRIDER_TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ description: 'Proxies in front of the API whose `X-Forwarded-For` is believed.' }),
  OUTRIDER_BOARD_MAX_AGE_MS: z.coerce.number().int().min(0).max(10_000).default(1_000).meta({
    description:
      'How old a board may be that is shared by all who look. An operator always sees what he has just done. 0: every look reads.',
  }),
  OUTRIDER_RATE_LIMIT_PER_MINUTE: count(1_200).meta({
    description: 'Requests that one credential may make per minute.',
  }),
  OUTRIDER_RATE_LIMIT_ANONYMOUS_PER_MINUTE: count(120).meta({
    description: 'Requests that one address may make per minute without a credential.',
  }),

  OUTRIDER_JWT_SECRET: z.string().min(32, 'must have at least 32 characters').meta({
    description: 'Signs the tokens of drivers and operators. `npm start` makes one and keeps it.',
  }),
  OUTRIDER_PROOF_DAYS: count(180).meta({ description: 'Days that pictures of deliveries are kept.' }),
  OUTRIDER_TOKEN_TTL_S: count(3_600).meta({ description: 'Seconds that such a token is valid.' }),

  OUTRIDER_WORKER_CONCURRENCY: count(100).meta({
    description: 'Workflow tasks and activities that one worker runs at once.',
  }),
  OUTRIDER_WORKER_CACHED_WORKFLOWS: count(2_000).meta({ description: 'Workflows that one worker keeps in memory.' }),
  OUTRIDER_WORKER_HEALTH_PORT: port(3_001).meta({ description: "Port of a worker's health and metrics; 0 for any." }),
  OUTRIDER_SHUTDOWN_GRACE_S: count(10).meta({
    description: 'Seconds that running work may take once a stop was asked for.',
  }),

  OUTRIDER_VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{87}$/, 'must be a VAPID public key')
    .optional()
    .meta({
      description:
        'Web Push to drivers: the public key. `npm start` makes a pair and keeps it; without one none is sent.',
    }),
  OUTRIDER_VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, 'must be a VAPID private key')
    .optional()
    .meta({
      description: 'Web Push to drivers: the private key.',
    }),
  OUTRIDER_VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:|https:)/, 'must be a mailto: or https: address')
    .default('mailto:operations@example.org')
    .meta({ description: 'Where push services reach the operator.' }),

  OUTRIDER_WEBHOOK_RETRY_S: seconds('5,300,1800,7200,18000,36000,36000').meta({
    description: 'Real seconds before each further try of a webhook. After the last one it has failed.',
  }),
  OUTRIDER_WEBHOOK_DEAD_S: count(172_800).meta({
    description: 'Real seconds without any success after which an endpoint of webhooks is disabled.',
  }),
  OUTRIDER_WEBHOOK_TIMEOUT_MS: count(10_000).meta({ description: 'How long an endpoint may take to answer.' }),
  OUTRIDER_WEBHOOK_PRIVATE_ADDRESSES: z.enum(['refuse', 'allow']).default('refuse').meta({
    description:
      'Whether endpoints of webhooks may be http:// and at private, loopback or link-local addresses. For development.',
  }),

  OUTRIDER_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an smtp(s):// URL' })
    .optional()
    .meta({ description: 'Mail server for messages to customers, with user and password. Without one none is sent.' }),
  OUTRIDER_MAIL_FROM: z
    .string()
    .min(3)
    .default('Outrider <orders@example.org>')
    .meta({ description: 'Sender of such mails.' }),
  OUTRIDER_SMS_URL: webUrl().optional().meta({
    description: 'SMS gateway: takes `{from, to, text, reference}` as JSON by POST. Without one none is sent.',
  }),
  OUTRIDER_SMS_TOKEN: z.string().optional().meta({ description: 'Sent to it as `Authorization: Bearer …`.' }),
  OUTRIDER_SMS_FROM: z.string().min(1).max(20).default('Outrider').meta({ description: 'Sender of messages by SMS.' }),
  OUTRIDER_NOTIFY_TEST_MARKETS: z.enum(['off', 'on']).default('off').meta({
    description: 'Whether customers of test markets are told for real.',
  }),
  OUTRIDER_MASKED_CONTACT_URL: webUrl().optional().meta({
    description:
      'Lets customers and drivers talk without their numbers: see docs/integration.md. Without it no contact is offered.',
  }),
  OUTRIDER_MASKED_CONTACT_TOKEN: z.string().min(1).optional().meta({ description: 'Sent to it as a bearer token.' }),
  OUTRIDER_EMBED_ORIGINS: z
    .string()
    .regex(/^(\*|https?:\/\/[^\s;,]+( https?:\/\/[^\s;,]+)*)$/, 'must be origins separated by spaces, or *')
    .optional()
    .meta({
      description: 'Sites that may show a tracking page in a frame, such as `https://shop.example`. Without it none.',
    }),

  OUTRIDER_PAGER_URL: webUrl().optional().meta({
    description: 'Where a rung of the ladder pages people: a POST of JSON. Without one nobody is paged.',
  }),
  OUTRIDER_PAGER_TOKEN: z.string().min(1).optional().meta({ description: 'Bearer token for the pager.' }),
  OUTRIDER_PARTNER_URL: webUrl().optional().meta({
    description: 'Where a rung of the ladder offers orders to a partner fleet. Without one none is asked.',
  }),
  OUTRIDER_PARTNER_TOKEN: z.string().min(1).optional().meta({ description: 'Bearer token for the partner fleet.' }),

  OUTRIDER_OSRM_URL: webUrl().optional().meta({
    description:
      'OSRM server for travel on real streets, such as `http://localhost:5000`. Without it the embedded model.',
  }),
  OUTRIDER_OSRM_PROFILE: z
    .string()
    .regex(/^[\w-]+$/, 'must be the name of a profile')
    .default('driving')
    .meta({ description: 'Profile that its data was prepared with: `driving`, `cycling`, …' }),
  OUTRIDER_OSRM_MARKETS: z
    .string()
    .regex(/^[a-z0-9_-]+(,[a-z0-9_-]+)*$/, 'must be IDs of markets separated by commas')
    .optional()
    .meta({ description: 'Markets that lie on its map, by ID and separated by commas. Without it all do.' }),
  OUTRIDER_OSRM_TIMEOUT_MS: count(2_000).meta({ description: 'How long one request to it may take.' }),
  OUTRIDER_OSRM_TABLE_SIZE: z.coerce.number().int().min(2).default(100).meta({
    description: 'Places that one request for a table may name, as in its `--max-table-size`.',
  }),

  OUTRIDER_MAP_STYLE_URL: webUrl().optional().meta({
    description: 'MapLibre style for the pages. Without one they draw their own map and ask no other server.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl().optional().meta({
    description: 'OpenTelemetry collector (OTLP over HTTP) that traces are sent to. Without one nothing is traced.',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^=,\s]+=[^,]*(,[^=,\s]+=[^,]*)*$/, 'must be name=value, …')
    .optional()
    .meta({ description: 'Sent with every export: `authorization=Bearer …`, for example.' }),
  OUTRIDER_TRACE_SAMPLE_RATIO: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .meta({ description: 'Share of traces that are kept, 0 to 1.' }),

  OUTRIDER_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .meta({ description: 'Least severe message that is logged.' }),
  OUTRIDER_LOG_FORMAT: z
    .enum(['json', 'pretty'])
    .default('json')
    .meta({ description: 'One JSON object per line, or text.' }),
  OUTRIDER_DATA_DIR: z.string().min(1).default('.outrider').meta({
    description: 'What `npm start` keeps: databases, secrets, downloaded binaries. Relative to the project.',
  }),
  OUTRIDER_FAULTS: z
    .string()
    .regex(/^\w[\w.-]*:\d+:(kill|stop)(,\w[\w.-]*:\d+:(kill|stop))*$/, 'must be point:occurrence:kill|stop, …')
    .optional()
    .meta({
      description:
        'Tests only: `settleOffer:2:kill` kills the process the second time that it passes this point, `stop` suspends it. ' +
        'Refused when NODE_ENV is production.',
    }),
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .meta({ description: 'Where this runs.' }),
});

export type Variables = z.infer<typeof variables>;
