import pg from 'pg'
import { Problem } from '../core/problem.ts'

/** SQLSTATEs after which the same transaction may simply be tried again. */
const AGAIN = new Set(['40001', '40P01', '55P03'])

export const mayTryAgain = (error: unknown): boolean => error instanceof pg.DatabaseError && AGAIN.has(error.code ?? '')

/**
 * The Problem a database error stands for, told by SQLSTATE; a constraint's name only makes the sentence better.
 * Anything else is returned as it is: the platform's own fault, answered 500 and logged.
 */
export function problemOf(error: unknown): unknown {
  const problem = translated(error)
  if (problem instanceof Problem && problem !== error) problem.cause = error
  return problem
}

/** How pg and the system tell that the connection is gone: the server ended, or is just starting again. */
const GONE = /^(Connection terminated|Connection ended|Client has encountered a connection error|Client was closed)/
const REFUSED = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH'])

const isGone = (error: unknown): boolean =>
  error instanceof Error && (GONE.test(error.message) || ('syscall' in error && ['connect', 'read', 'write'].includes(String(error.syscall)) && REFUSED.has(String((error as NodeJS.ErrnoException).code))))

function translated(error: unknown): unknown {
  if (isGone(error)) return new Problem('server.busy')
  if (!(error instanceof pg.DatabaseError)) return error
  switch (error.code) {
    case '23505': return new Problem('row.duplicate', { field: error.constraint ?? '' })
    case '23503': return new Problem('row.referenced')
    // A row outside the range would have been written; a missing grant is the program's own fault and stays an error.
    case '42501': return error.message.includes('row-level security') ? new Problem('row.not-found') : error
    case '22P02': case '22003': case '22007': case '22008': case '22021': case '22P05': case '23514': case '23502': case '22001':
      return new Problem('input.invalid')
    case '40001': case '40P01': case '55P03': case '57014': case '57P01': case '57P02': case '57P03': case '53300': case '53200': case '08006':
      return new Problem('server.busy')
    default: return error
  }
}
