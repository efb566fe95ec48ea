import { Link, Redirect, Route, Switch } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { addressOf } from '../../../web/kit/api.ts'
import { Card } from '../../../web/kit/Page.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { Files } from '../../../web/kit/Files.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import type { Mark } from '../../../platform/core/claim.ts'
import type { AnyRow } from '../../../web/kit/types.ts'
import { canteenDays, operatingCalendars, operatingExceptions, selfCheckMonths, selfCheckRules, selfChecks, type CanteenDayRow, type Missed, type Problem_ } from '../registers.ts'
import { canteenLimits, disinfections, foodSamples, goodsIn, leaderMeals, morningChecks } from '../registers-canteen.ts'
import { kindChoices, MANAGE, READ } from '../words.ts'
import { CorrectRecord } from './correct.tsx'
import { FormPages } from './forms.tsx'
import './selfcheck.css'

const useNav = (links: readonly (readonly [path: string, zh: string, en: string])[]) => {
  const say = useText()
  return <nav className="chips" aria-label={say({ zh: '相关台账', en: 'Related lists' })}>{links.map(([path, zh, en]) => <Link key={path} className="chip" href={path}>{say({ zh, en })}</Link>)}</nav>
}

/** `/self-checks`: records, each with what was found. */
export function RecordPages() {
  return <RegisterPages register={selfChecks} base="/self-checks" rowExtra={(row, may) => <RecordExtra row={row} may={may} />} />
}

function RecordExtra({ row }: { row: AnyRow; may: readonly string[] }) {
  const say = useText()
  const me = useMe()
  const problems = (row['problems'] ?? []) as readonly Problem_[] // as the register declares it
  const marks = (row['marks'] ?? []) as readonly Mark[] // as the register declares it
  return (
    <>
      {row['on_behalf'] === true && (
        <Card title={say({ zh: '代录', en: 'Written for the business' })} padded>
          <p>{say({ zh: '由 {who} 当场代录。', en: 'Written down on the spot by {who}.' }, { who: String(row['written_by']) })}</p>
          {marks.map((mark) => <p key={mark.code} className="tone-late">◆ {say(mark.text)}</p>)}
        </Card>
      )}
      {problems.length > 0 && (
        <Card title={say({ zh: '问题与措施', en: 'Problems and measures' })}>
          <ul className="items">{problems.map(({ text, measure }) => <li key={text}><strong>{text}</strong><span>{measure}</span></li>)}</ul>
        </Card>
      )}
      <Card title={say({ zh: '照片', en: 'Photos' })} padded><Files table="self_check" id={row.id} editable={false} /></Card>
      {me.enterprise !== null && <CorrectRecord row={row} />}
    </>
  )
}

/** `/self-check-months`: what each place owed and missed in a month. */
export function MonthPages() {
  return <RegisterPages register={selfCheckMonths} base="/self-check-months" rowExtra={(row) => <MonthExtra row={row} />} />
}

function MonthExtra({ row }: { row: AnyRow }) {
  const say = useText()
  const missed = (row['missed_list'] ?? []) as readonly Missed[] // as the register declares it
  const premises = String(row['premises_id'])
  return (
    <Card title={say({ zh: '漏报明细', en: 'What was missed' })} more={<span className="sc-row"><Link href={`/self-checks?premises_id=${premises}`}>{say({ zh: '自查记录', en: 'Records' })}</Link>{(['docx', 'xlsx'] as const).map((format) => <a key={format} href={addressOf('/self-check-file', { premises, month: String(row['month']), format })}>{format}</a>)}</span>}>
      {missed.length === 0 ? <p className="card-body quiet">{say({ zh: '没有漏报。', en: 'Nothing was missed.' })}</p> : (
        <ul className="items alert">{missed.map(({ kind, due_on }) => <li key={`${kind}${due_on}`}><span>{say(kindChoices.find(({ code }) => code === kind)!.label)}</span><span>{due_on}</span></li>)}</ul>
      )}
    </Card>
  )
}

/** `/operating-calendars`: whose records are asked for, and on which days they work. A reminder of a business leads to its own page. */
export function CalendarPages() {
  const me = useMe()
  const nav = useNav([['/days-closed', '停业、加开与学期', 'Days closed or added']])
  if (me.enterprise !== null) return <Redirect to="/my-records" />
  return <RegisterPages register={operatingCalendars} base="/operating-calendars" above={nav} />
}

/** `/days-closed` */
export const ExceptionPages = () => <RegisterPages register={operatingExceptions} base="/days-closed" />

/** `/canteen-book`: the book of canteens, a list for each of its parts. */
export function CanteenPages() {
  const nav = useNav([['/canteen-days', '日账', 'By day'], ['/canteen-book/morning', '晨检', 'Morning checks'], ['/canteen-book/goods', '进货', 'Goods in'], ['/canteen-book/disinfection', '消毒', 'Disinfection'], ['/canteen-book/samples', '留样', 'Samples'], ['/canteen-book/meals', '陪餐', 'Shared meals']])
  const pages = [['/canteen-book/morning', morningChecks], ['/canteen-book/goods', goodsIn], ['/canteen-book/disinfection', disinfections], ['/canteen-book/samples', foodSamples], ['/canteen-book/meals', leaderMeals]] as const
  return (
    <Switch>
      {pages.map(([base, register]) => <Route key={base} path={`${base}/*?`}><RegisterPages register={register} base={base} above={nav} /></Route>)}
      <Route><Redirect to="/canteen-days" /></Route>
    </Switch>
  )
}

/** `/canteen-days`: which days of which canteens are complete. */
export function CanteenDayPages() {
  const nav = useNav([['/canteen-book/morning', '晨检', 'Morning checks'], ['/canteen-book/goods', '进货', 'Goods in'], ['/canteen-book/disinfection', '消毒', 'Disinfection'], ['/canteen-book/samples', '留样', 'Samples'], ['/canteen-book/meals', '陪餐', 'Shared meals']])
  return <RegisterPages register={canteenDays} base="/canteen-days" above={nav} rowExtra={(row) => <Lacking row={row} />} />
}

function Lacking({ row }: { row: AnyRow }) {
  const say = useText()
  const lacking = (row['lacking'] ?? []) as CanteenDayRow['lacking'] // as the register declares it
  if (lacking.length === 0) return null
  return <Card title={say({ zh: '还缺', en: 'Still missing' })}><ul className="items">{lacking.map(({ kind, meal, text }) => <li key={`${kind}${meal}`}>{say(text)}</li>)}</ul></Card>
}

/** `/self-check-forms`, `/self-check-rules`, `/canteen-limits`: what records ask, of whom, and what the book must reach; dated. */
export function SettingsPages() {
  const allows = useHolds()
  const say = useText()
  const nav = useNav([['/self-check-forms', '自查表单', 'Forms'], ['/self-check-rules', '自查规则', 'Rules'], ['/director-rules', '总监配备规则', 'Directors'], ['/canteen-limits', '食堂台账限值', 'Limits of the book']])
  return (
    <Switch>
      <Route path="/self-check-rules/*?"><RegisterPages register={selfCheckRules} base="/self-check-rules" above={nav} /></Route>
      <Route path="/canteen-limits/*?"><RegisterPages register={canteenLimits} base="/canteen-limits" above={nav} /></Route>
      <Route><FormPages above={nav} action={allows(MANAGE) && allows(READ) && <LinkButton type="primary" to="/self-check-forms/next">{say({ zh: '编新版', en: 'Next version' })}</LinkButton>} /></Route>
    </Switch>
  )
}
