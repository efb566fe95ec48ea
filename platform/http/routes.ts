import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Bilingual } from '../core/bilingual.ts'
import type { Instant } from '../core/dates.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Actor } from '../identity/actor.ts'
import type { PublicRoute } from './public.ts'

/** What a route says of itself: enough for validation, OpenAPI, and the test that walks every route as every role. */
export type RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly summary: Bilingual
  readonly tag: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** What it answers, for the OpenAPI document. */
  readonly answer?: z.ZodType
  readonly status?: 200 | 201 | 202
  /** Takes no session (sign-in, public). */
  readonly open?: boolean
}

export type Given<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly tx: Tx
  readonly actor: Actor
  readonly params: z.output<P>
  readonly query: z.output<Q>
  readonly body: z.output<B>
  readonly now: Instant
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** An answer that is JSON already. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Method = 'get' | 'post' | 'put' | 'delete'

/**
 * Where duties and the platform mount their routes, all under `/api/v1`. A `read` handler runs in a read-only
 * transaction; a `write` handler in one transaction that is audited, idempotent by its key, and committed before the answer.
 */
export type Routes = {
  read<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A = undefined>(path: string, spec: RouteSpec<P, Q, B>,
    handler: (given: Given<P, Q, B> & { ahead: Promise<A> }) => Promise<unknown>, ahead?: (db: Parameters<NonNullable<Parameters<Database['read']>[2]>>[0], given: Pick<Given<P, Q, B>, 'params' | 'query'>) => Promise<A>): void
  write<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(method: Exclude<Method, 'get'>, path: string, spec: RouteSpec<P, Q, B>,
    handler: (given: Given<P, Q, B>) => Promise<unknown>): void
  /** Anything that is neither (files, event streams): the handler opens its own transactions. */
  raw(method: Method, path: string, spec: RouteSpec<z.ZodType, z.ZodType, z.ZodType>, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): void
  /** A page for anyone who has its link. */
  page(route: PublicRoute): void
}
