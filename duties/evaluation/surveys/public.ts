import { randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { Problem, problems } from '../../../platform/core/problem.ts'
import { hmacSm3, subKey, type SecretKey } from '../../../platform/core/secret.ts'
import type { PublicGiven, PublicPage, PublicRoute } from '../../../platform/http/public.ts'
import { Throttle } from '../../../platform/identity/throttle.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { faultPage, messagePage, questionPage } from './public-page.ts'
import { answers, surveyAnswers, type SurveyKind } from './registers.ts'
import { choicesOf } from './rules.ts'

problems({
  'survey.throttled': [429, '这个网络地址短时间内提交太多，请 {minutes} 分钟后再试。', 'Too many answers from this network address. Try again in {minutes} minutes.'],
})

const USE = 'survey.device'
const mac = (key: SecretKey, text: string): Buffer => hmacSm3(subKey(key, USE), Buffer.from(text))

/** A random mark with our signature: nobody can make marks of their own. */
function newMark(key: SecretKey): string {
  const mark = randomBytes(16).toString('base64url')
  return `${mark}.${mac(key, mark).toString('base64url')}`
}

/** The mark, if it is one that we signed. */
function markOf(key: SecretKey, cookie: string | undefined): string | null {
  const [mark, signature] = /^([\w-]{22})\.([\w-]{43})$/.exec(cookie ?? '')?.slice(1) ?? []
  if (!mark || !signature) return null
  return timingSafeEqual(mac(key, mark), Buffer.from(signature, 'base64url')) ? mark : null
}

type Open = { readonly id: string; readonly survey: string; readonly region: string; readonly area: string; readonly kind: SurveyKind; readonly question: string; readonly planned: number; readonly running: boolean }

/** The survey of a link; `lock` makes those who answer in one area follow each other, so that the quota holds. */
async function surveyOf({ tx, params }: PublicGiven, lock: boolean): Promise<Open> {
  const { rows } = await sql<Open>`select q.id, s.id as survey, s.region, q.area, s.kind, s.question, q.planned,
      (s.state = 'open' and ${tx.work.today}::date between s.starts_on and s.ends_on) as running
    from survey_quota q join survey s on s.id = q.survey_id where q.link = ${params['link'] ?? ''} and q.closed_at is null and s.closed_at is null ${lock ? sql`for update of q` : sql``}`.execute(tx)
  if (!rows[0]) throw new Problem('route.not-found')
  return rows[0]
}

/** Of no use in another survey: the same device cannot be followed from one to the next. */
const deviceOf = (key: SecretKey, survey: string, mark: string): string => mac(key, `${survey} ${mark}`).toString('hex')

const answeredBefore = async ({ tx }: PublicGiven, survey: string, device: string): Promise<boolean> =>
  (await sql`select 1 from survey_answer where survey_id = ${survey} and device = ${device} and closed_at is null`.execute(tx)).rows.length > 0

async function ask(given: PublicGiven): Promise<PublicPage> {
  const { tx, language, cookie } = given
  const open = await surveyOf(given, false)
  if (!open.running) return { html: messagePage(language, 'over') }
  const key = tx.work.masterKey
  const mark = markOf(key, cookie)
  if (mark !== null && await answeredBefore(given, open.survey, deviceOf(key, open.survey, mark))) return { html: messagePage(language, 'again') }
  const choices = choicesOf(open.kind).map((code) => answers.find((one) => one.code === code)!)
  return { html: questionPage(language, open.question, choices), ...(mark === null ? { cookie: newMark(key) } : {}) }
}

/** Families and offices share an address; a script does not stop at thirty. */
const MOST = 30
const MINUTES = 10

async function take(given: PublicGiven, addresses: Throttle): Promise<PublicPage> {
  const { tx, language, cookie, fields, address } = given
  const now = Date.parse(tx.work.now)
  const minutes = addresses.waits(address, now)
  if (minutes > 0) throw new Problem('survey.throttled', { minutes })
  addresses.failed(address, now)
  const open = await surveyOf(given, true)
  if (!open.running) return { status: 409, html: messagePage(language, 'over') }
  const key = tx.work.masterKey
  const mark = markOf(key, cookie)
  if (mark === null) return { status: 400, html: messagePage(language, 'noCookie') }
  if (!choicesOf(open.kind).includes(fields['answer'] ?? '')) return { status: 400, html: messagePage(language, 'choose') }
  const device = deviceOf(key, open.survey, mark)
  // The same device at two areas' links at once: the index would refuse the second; the lock lets it be told kindly.
  await sql`select pg_advisory_xact_lock(hashtext(${device}))`.execute(tx)
  if (await answeredBefore(given, open.survey, device)) return { status: 409, html: messagePage(language, 'again') }
  const { rows: [had] } = await sql<{ count: number }>`select count(*)::int as count from survey_answer where survey_id = ${open.survey} and area = ${open.area} and closed_at is null`.execute(tx)
  if (had!.count >= open.planned) return { html: messagePage(language, 'full') }
  await insertRow(tx, surveyAnswers, {
    region: open.region, survey_id: open.survey, number: `${open.area}-${had!.count + 1}`, area: open.area, outcome: 'answered', answer: fields['answer'], channel: 'link',
    answered_on: tx.work.today, device,
  })
  return { html: messagePage(language, 'thanks') }
}

/** 链接作答: `/public/<city>/surveys/<link>`. */
export function surveyPage(): PublicRoute {
  const addresses = new Throttle(MOST, MINUTES)
  return { path: '/surveys/:link', cookie: 'shian_survey', get: ask, post: (given) => take(given, addresses), fault: faultPage }
}
