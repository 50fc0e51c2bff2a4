import { z } from 'zod';
import * as http from '../contracts/http';
import { Problem, type Endpoint } from '../contracts/http';

type Json = { [key: string]: unknown };

/** Statuses that any request with a credential may get. */
const COMMON_PROBLEMS = [401, 403, 422, 429, 500, 503];
const BODY_PROBLEMS = [400, 413, 415];

export const ENDPOINTS: Endpoint[] = (Object.values(http) as unknown[]).filter(isEndpoint);

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'access' in value && 'answers' in value;
}

/** The OpenAPI 3.1 document, made from the schemas that requests are parsed with. */
export function openApiDocument(serverUrl: string): Json {
  const components = new Components();
  const paths: { [path: string]: Json } = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Outrider',
      version: '1',
      description: 'Delivery dispatch. Instants are ISO-8601 UTC in real time; durations in seconds are market time.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API key or a token.' } },
      schemas: components.schemas,
    },
  };
}

function operation(endpoint: Endpoint, components: Components): Json {
  const { access, method, tag, summary, params, query, body } = endpoint;
  const isWrite = method !== 'get';
  return {
    tags: [tag],
    summary,
    operationId: operationId(endpoint),
    ...(access === 'public' ? { security: [] } : { 'x-access': access }),
    parameters: [
      ...parametersOf(params, 'path', components),
      ...parametersOf(query, 'query', components),
      ...(isWrite ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(endpoint.takesImage && { requestBody: { required: true, content: IMAGES } }),
    ...(body &&
      !endpoint.takesImage && {
        requestBody: {
          required: !body.safeParse({}).success,
          content: { 'application/json': { schema: components.ofBody(body) } },
        },
      }),
    responses: responsesOf(endpoint, components),
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key with the same request gets the same answer, marked `Idempotency-Replayed: true`.',
  schema: { type: 'string', maxLength: 255 },
};

function operationId(endpoint: Endpoint): string {
  const named = Object.entries(http).find(([, value]) => (value as unknown) === endpoint);
  return named ? named[0] : endpoint.path;
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query', components: Components): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = components.ofBody(schema) as {
    properties?: { [name: string]: Json };
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function responsesOf({ access, answers, problems = [], body, csv = false }: Endpoint, components: Components): Json {
  const responses: Json = {};
  for (const [status, answer] of Object.entries(answers)) {
    responses[status] = {
      description: DESCRIPTIONS[status] ?? 'Done.',
      ...(answer === null ? {} : { content: { ...contentOf(answer, components), ...(csv && CSV) } }),
    };
  }
  const refusals = access === 'public' ? [] : [...COMMON_PROBLEMS, ...(body ? BODY_PROBLEMS : []), ...problems];
  for (const status of refusals) {
    responses[status] = {
      description: 'A problem.',
      content: { 'application/problem+json': { schema: components.ofAnswer(Problem) } },
    };
  }
  return responses;
}

const contentOf = (answer: z.ZodType | 'stream' | 'file' | 'image', components: Components): Json => {
  if (answer === 'image') return IMAGES;
  return typeof answer === 'string'
    ? Object.fromEntries(TEXT_TYPES[answer].map((type) => [type, { schema: { type: 'string' } }]))
    : { 'application/json': { schema: components.ofAnswer(answer) } };
};

const IMAGES: Json = Object.fromEntries(http.IMAGE_TYPES.map((type) => [type, {}]));

const TEXT_TYPES = { stream: ['text/event-stream'], file: ['text/csv', 'application/x-ndjson'] };

const CSV = { 'text/csv': { schema: { type: 'string' } } };

const DESCRIPTIONS: { [status: string]: string } = {
  201: 'Created.',
  202: 'Taken.',
  204: 'Done; there is nothing to say.',
  503: 'Not ready.',
};

/** Named schemas are written once and referred to. */
class Components {
  readonly schemas: Json = {};

  ofBody(schema: z.ZodType): Json {
    return this.#convert(schema, 'input');
  }

  /** Answers may grow fields: what clients generate must not refuse those. */
  ofAnswer(schema: z.ZodType): Json {
    return this.#convert(schema, 'output');
  }

  #convert(schema: z.ZodType, io: 'input' | 'output'): Json {
    const json = z.toJSONSchema(schema, {
      io,
      override: ({ jsonSchema }) => {
        if (io === 'output') delete jsonSchema.additionalProperties;
      },
    }) as Json;
    const { $schema: _schema, $defs = {}, ...root } = json;
    for (const [name, definition] of Object.entries($defs as Json)) {
      const { $schema: _inner, id: _id, ...rest } = definition as Json;
      this.schemas[name] ??= retarget(rest);
    }
    const { id: _id, ...rest } = root;
    return retarget(rest) as Json;
  }
}

/** Definitions live under components, not beside each schema. */
function retarget(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(retarget);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' && typeof item === 'string' ? item.replace('#/$defs/', '#/components/schemas/') : retarget(item),
    ]),
  );
}
