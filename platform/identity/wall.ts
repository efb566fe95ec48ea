import { Problem, problems } from '../core/problem.ts'
import type { Actor } from './actor.ts'

problems({
  'password.must-change': [403, '请先修改密码，再继续办理。', 'Change your password first.'],
  'second-factor.due': [403, '您的岗位须使用动态验证码登录，请先完成绑定。', 'Your post needs an authenticator app. Set it up first.'],
})

/** What a person must do before anything else. */
export type Obligation = 'password' | 'second-factor'

const ALWAYS: readonly Obligation[] = ['password', 'second-factor']

/** What a route may be asked for in spite of: only what one needs in order to get past the wall. */
const DESPITE: Readonly<Record<string, readonly Obligation[]>> = {
  '/api/v1/me': ALWAYS,
  '/api/v1/me/password': ALWAYS,
  '/api/v1/sign-out': ALWAYS,
  '/api/v1/me/totp': ['second-factor'],
  '/api/v1/me/totp/confirm': ['second-factor'],
}

/** `url`: the route's pattern, as it was mounted. */
export const despiteOf = (url: string | undefined): readonly Obligation[] => DESPITE[url ?? ''] ?? []

/** @throws Problem `password.must-change` or `second-factor.due` (403) */
export function passWall(actor: Actor, despite: readonly Obligation[] = []): void {
  if (actor.mustChange && !despite.includes('password')) throw new Problem('password.must-change')
  if (actor.secondFactorDue && !despite.includes('second-factor')) throw new Problem('second-factor.due')
}
