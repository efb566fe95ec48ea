import type { FastifyInstance } from 'fastify'

/** The parts of JSON Schema that our routes use. */
export type Schema = {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly minimum?: number
  readonly minLength?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}
export type Parameter = { readonly name: string; readonly in: 'path' | 'query'; readonly schema: Schema; readonly required?: boolean }

/** One route as the OpenAPI document tells it. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `{id}` places, from `/api/v1` on. */
  readonly path: string
  /** Takes no session. */
  readonly open: boolean
  readonly parameters: readonly Parameter[]
  readonly body: Schema | null
}

type Document = { paths: Record<string, Record<string, { security?: unknown[]; parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } }>> }

/** Every operation of the served OpenAPI document. */
export async function operations(app: FastifyInstance): Promise<Operation[]> {
  const { paths } = (await app.inject({ url: '/api/openapi.json' })).json<Document>()
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, said]): Operation => ({
    method: method.toUpperCase() as Operation['method'], path, open: said.security?.length === 0,
    parameters: said.parameters ?? [], body: said.requestBody?.content['application/json']?.schema ?? null,
  })))
}

/** Where a request's values come from: rows of one county. */
export type World = { readonly region: string; readonly ids: ReadonlyMap<string, string>; readonly text: string }

/** What a route calls the rows of a table, where it is not the table's name. */
const CALLED: Readonly<Record<string, string>> = { people: 'person', sessions: 'session', files: 'file', jobs: 'job', documents: 'document', upload: 'file', views: 'saved_view', unit: 'org_unit', leader: 'person', assignee: 'person', collector: 'org_unit', parent: 'org_unit' }

/** The id that a place of this name wants, if the world has one. */
function idFor(name: string, path: string, { ids }: World): string | undefined {
  const known = (word: string): string | undefined => ids.get(CALLED[word] ?? word.replaceAll('-', '_'))
  const own = known(name.replace(/_ids?$/, ''))
  if (own) return own
  const segments = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  return segments.toReversed().map(known).find((id) => id !== undefined)
}

/** A value that a schema accepts, with ids and regions of the given world. */
export function sample(schema: Schema, name: string, path: string, world: World): unknown {
  const branch = (schema.anyOf ?? schema.oneOf)?.find((one) => one.type !== 'null')
  if (branch) return sample(branch, name, path, world)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.format === 'uuid') return idFor(name, path, world) ?? '01234567-89ab-7cde-8f01-23456789abcd'
  const type = Array.isArray(schema.type) ? schema.type.find((one: string) => one !== 'null') : schema.type
  switch (type) {
    case 'string': return textFor(schema, name, world)
    case 'integer': case 'number': return Math.max(1, schema.minimum ?? 1)
    case 'boolean': return false
    case 'array': return []
    case 'object': return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => schema.required?.includes(key) || key === 'region' || key.endsWith('_id') || key === 'version')
      .map(([key, inner]) => [key, sample(inner, key, path, world)]))
    default: return world.text
  }
}

function textFor(schema: Schema, name: string, { region, text }: World): string {
  if (schema.format === 'date' || /_on$|_from$|_to$|^(from|to|as_of|day)$/.test(name)) return '2026-03-02'
  if (schema.format === 'date-time') return '2026-03-02T00:00:00Z'
  if (name === 'region' || name === 'parent' || name === 'code' || name === 'city') return name === 'city' ? `${region.slice(0, 4)}00` : region
  if (schema.pattern?.includes('\\d{6}')) return '123456'
  if (name === 'limit') return '20'
  return text
}

export type Request = { readonly url: string; readonly payload: unknown }

/** A request that the document says is right, over the rows of a world. `without`: query parameters are left out. */
export function request(operation: Operation, world: World): Request {
  const url = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name)
    return encodeURIComponent(String(sample(parameter?.schema ?? { type: 'string', format: 'uuid' }, name === 'id' ? '' : name, operation.path, world)))
  })
  const query = operation.parameters.filter((one) => one.in === 'query' && one.required).map((one) => `${one.name}=${encodeURIComponent(String(sample(one.schema, one.name, operation.path, world)))}`)
  return { url: query.length > 0 ? `${url}?${query.join('&')}` : url, payload: operation.body ? sample(operation.body, '', operation.path, world) : operation.method === 'GET' ? undefined : {} }
}
