import type { Tx } from '../database/database.ts'

/** Whom the city obliges to sign in with a second factor. */
export type SecondFactorFor = 'none' | 'administrators' | 'staff'

/**
 * What a city may set about signing in, with what holds where it has not. The codes are those of the `setting` register.
 * @source GB/T 22239-2019 (等保2.0) 8.1.4.1: failed tries are limited, idle sessions end, passwords change
 */
export const signInDefaults = {
  'sign-in.failures': 5,
  'sign-in.lock-minutes': 30,
  'session.idle-minutes-staff': 15,
  'session.idle-minutes-others': 30,
  'session.hours': 12,
  'session.hours-field': 24,
  'password.days': 90,
  'second-factor.required': 'administrators' as SecondFactorFor,
}
export type SignInSettings = typeof signInDefaults

const sound = (code: keyof SignInSettings, value: unknown): boolean =>
  code === 'second-factor.required'
    ? value === 'none' || value === 'administrators' || value === 'staff'
    : Number.isInteger(value) && (value as number) > 0

/** The city's values; a value that makes no sense gives way to the default. A demonstration asks nobody for a second factor. */
export async function signInSettings(tx: Tx): Promise<SignInSettings> {
  const codes = Object.keys(signInDefaults) as (keyof SignInSettings)[]
  const [rows, city] = await Promise.all([
    tx.selectFrom('setting').select(['code', 'value']).where('code', 'in', codes).where('closed_at', 'is', null).execute(),
    tx.selectFrom('shian.city').select('demo').where('code', '=', tx.work.city).executeTakeFirstOrThrow(),
  ])
  const given = Object.fromEntries(
    rows.filter(({ code, value }) => sound(code as keyof SignInSettings, value)).map(({ code, value }) => [code, value]),
  )
  return { ...signInDefaults, ...(city.demo ? { 'second-factor.required': 'none' } : {}), ...given } as SignInSettings
}
