import { Suspense, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Select } from 'antd'
import { Link, useSearchParams } from 'wouter'
import { date } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { addMonths } from '../../../platform/core/periods.ts'
import { addressOf, api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { expiry, longDate } from '../../../web/kit/format.ts'
import { useLanguage, useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading, Notice, Page } from '../../../web/kit/Page.tsx'
import { panelsOf, rowPlace } from '../../../web/kit/places.ts'
import { useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import type { OwnDuty, OwnToday, SelfCheckInput } from '../contract.ts'
import { kindChoices, roleChoices } from '../words.ts'
import { Faults, HOME, StillToSend, useSend } from './send.tsx'
import { remember, remembered } from './waiting.ts'
import './selfcheck.css'

export type Doc = NonNullable<OwnToday['place']>

/** The first screen's data, for one place. */
export const useOwn = (premises: string | null) =>
  useQuery({ queryKey: ['own-today', premises], queryFn: () => api.get<OwnToday>('/own/today', { premises }), staleTime: 30_000 })

export const kindLabel = (kind: OwnDuty['kind']) => kindChoices.find(({ code }) => code === kind)!.label
export const roleLabel = (role: string) => roleChoices.find(({ code }) => code === role)!.label
/** Address of a page for one place, with the day where it is not today. */
export const placeOf = (path: string, premises: string, on?: string) => `${HOME}${path}?${new URLSearchParams({ premises, ...(on && { on }) }).toString()}`

/** Where days closed or added of one place are entered. */
const dayPlace = (premises: string): string => `/days-closed/new?premises_id=${premises}`

/** Who keeps a record: who did last time, else the first of the staff who may. */
export function keeperOf(doc: Doc, kind: OwnDuty['kind'], person: string): { readonly role: SelfCheckInput['role']; readonly name: string } | null {
  const { roles } = doc.roles[kind]
  const able = doc.staff.filter(({ role }) => roles.includes(role))
  const last = able.find(({ name }) => name === remembered(person, `keeper.${kind}`))
  const one = last ?? able.toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))[0]
  return one ? { role: one.role, name: one.name } : null
}

/** 今日事项: what a business must record or correct today, which papers run out. */
export function MyRecords() {
  const say = useText()
  const language = useLanguage()
  const me = useMe()
  return (
    <Page title={say({ zh: '今日自查', en: 'Today’s records' })} about={longDate(me.city.today, language)}>
      <OwnBoard />
    </Page>
  )
}

export function OwnBoard() {
  const say = useText()
  const [search, setSearch] = useSearchParams()
  const found = useOwn(search.get('premises'))
  if (!found.data) return <><StillToSend /><Card><Loading error={found.error} retry={() => void found.refetch()} /></Card></>
  const { place, places, day } = found.data
  if (!place) return <Card><Empty>{say({ zh: '还没有登记经营场所。登记由所在地市场监管部门办理。', en: 'No premises are on record yet. The local market supervision bureau registers them.' })}</Empty></Card>
  return (
    <div className="sc-page">
      <StillToSend />
      {places.length > 1 && (
        <Select size="large" showSearch={{ optionFilterProp: 'label' }} aria-label={say({ zh: '场所', en: 'Place' })} value={place.id} onChange={(id) => setSearch({ premises: id }, { replace: true })} options={places.map(({ id, name }) => ({ value: id, label: name }))} />
      )}
      {place.orders.length > 0 && <Orders doc={place} day={day} />}
      {place.asked ? <Duties doc={place} day={day} /> : <Notice>{say({ zh: '“{name}”还没有纳入系统自查。请联系所在地市场监管所登记经营日历后再填报。', en: 'The records of {name} are not asked for here yet. Ask the local station to enter the operating calendar.' }, { name: place.name })}</Notice>}
      {place.book && <Book doc={place} />}
      {place.missed.length > 0 && <Missed doc={place} />}
      <Papers doc={place} day={day} />
      <OtherPanels id={place.id} />
      <Standing doc={place} />
      {place.asked && <MonthFiles doc={place} day={day} />}
    </div>
  )
}

function Duties({ doc, day }: { doc: Doc; day: OwnToday['day'] }) {
  const say = useText()
  return (
    <Card title={doc.name} more={doc.opensToday ? undefined : say({ zh: '今天不经营', en: 'Closed today' })}>
      {doc.duties.length === 0 && <Empty action={<LinkButton to={dayPlace(doc.id)}>{say({ zh: '登记加开', en: 'Enter an added day' })}</LinkButton>}>{say({ zh: '今天没有要填的记录。不经营的日子不算漏报；临时营业请登记“加开”。', en: 'Nothing to record today. A day closed is no missed duty; if you do open, enter it as an added day.' })}</Empty>}
      {doc.duties.map((duty) => <Duty key={`${duty.kind}${duty.from}`} doc={doc} duty={duty} day={day} />)}
    </Card>
  )
}

function Duty({ doc, duty, day }: { doc: Doc; duty: OwnDuty; day: OwnToday['day'] }) {
  const say = useText()
  const label = say(kindLabel(duty.kind))
  // Closed at short notice, the period before may still be owed.
  const before = duty.until < day
  const path = placeOf(`/${duty.kind}`, doc.id, before ? duty.until : undefined)
  return (
    <section className="sc-duty" aria-label={label}>
      <header>
        <span>{label}{before && ` · ${duty.from} – ${duty.until}`}</span>
        {duty.state === 'done' ? <State tone="good">{say({ zh: '已记录', en: 'On record' })}</State> : <Due on={duty.dueOn} today={day} />}
      </header>
      {duty.state === 'done' ? duty.record && <Link href={`/self-checks/${duty.record}`}>{say({ zh: '查看或更正', en: 'See or correct' })}</Link> : (
        <div className="sc-buttons">
          {duty.kind === 'daily' && <ZeroRisk doc={doc} day={day} />}
          <LinkButton size="large" to={path}>{duty.kind === 'daily' ? say({ zh: '有问题，逐项填', en: 'Problems found' }) : say({ zh: '填写', en: 'Record' })}</LinkButton>
        </div>
      )}
    </section>
  )
}

/** A day without risk: one press opens what was looked at, the second sends it. */
function ZeroRisk({ doc, day }: { doc: Doc; day: string }) {
  const say = useText()
  const me = useMe()
  const [open, setOpen] = useState(false)
  const [id] = useState(newId)
  const label = say(kindLabel('daily'))
  const { send, busy, failure } = useSend({ path: '/self-checks', label: `${label} ${day}` })
  const keeper = keeperOf(doc, 'daily', me.person)
  const form = doc.forms.daily
  if (!keeper || !form) return <LinkButton size="large" type="primary" to={placeOf('/daily', doc.id)}>{say({ zh: '填写', en: 'Record' })}</LinkButton>
  const body: SelfCheckInput = {
    id, premises: doc.id, kind: 'daily', on: day, role: keeper.role, attended: [], filled_by: keeper.name, zero_risk: true,
    answers: Object.fromEntries(form.items.map(({ code }) => [code, 'ok'])), problems: [], decision: '', photos: [],
  }
  return (
    <>
      <Button size="large" type="primary" onClick={() => setOpen(true)}>{say({ zh: '零风险', en: 'No risk' })}</Button>
      <Modal open={open} title={say({ zh: '零风险：以下各项均已检查', en: 'No risk: all of this was looked at' })} onCancel={() => setOpen(false)} onOk={() => void send(body, () => { remember(me.person, 'keeper.daily', keeper.name); setOpen(false) })}
        okText={say({ zh: '确认提交', en: 'Confirm and send' })} cancelText={say({ zh: '取消', en: 'Cancel' })} okButtonProps={{ loading: busy, size: 'large' }} cancelButtonProps={{ size: 'large' }}>
        <Faults error={failure} />
        <ul className="sc-check">{form.items.map(({ code, text }) => <li key={code}>{say(text)}</li>)}</ul>
        <p className="quiet" style={{ marginTop: 8 }}>{say({ zh: '记录人：{name}（{role}）', en: 'Kept by {name} ({role})' }, { name: keeper.name, role: say(roleLabel(keeper.role)) })}</p>
      </Modal>
    </>
  )
}

function Orders({ doc, day }: { doc: Doc; day: OwnToday['day'] }) {
  const say = useText()
  return (
    <Card title={say({ zh: '要整改的问题', en: 'To be put right' })} more={String(doc.orders.length)}>
      {doc.orders.map((order) => (
        <section key={order.id} className="sc-duty" aria-label={order.title}>
          <header><span>{order.title}</span><Due on={order.dueOn} today={day} /></header>
          {order.returnedFor && <p className="tone-late">▲ {say({ zh: '复查退回：{reason}', en: 'Sent back: {reason}' }, { reason: order.returnedFor })}</p>}
          <ul className="sc-check">{order.items.map((text) => <li key={text}>{text}</li>)}</ul>
          <div className="sc-buttons"><LinkButton size="large" type="primary" to={placeOf(`/order/${order.id}`, doc.id)}>{say({ zh: '报整改（可拍照）', en: 'Report it done, with photos' })}</LinkButton></div>
        </section>
      ))}
    </Card>
  )
}

const BOOK_PAGE = { morning_check: 'morning', sample: 'sample', disinfection: 'disinfection', leader_meal: 'meal', purchase: 'goods' } as const

function Book({ doc }: { doc: Doc }) {
  const say = useText()
  const book = doc.book!
  const kinds = [['morning', { zh: '晨检', en: 'Morning check' }], ['goods', { zh: '进货', en: 'Goods in' }], ['disinfection', { zh: '消毒', en: 'Disinfection' }], ['sample', { zh: '留样', en: 'Samples' }], ['meal', { zh: '陪餐', en: 'Shared meal' }]] as const
  return (
    <Card title={say({ zh: '食堂台账', en: 'Canteen book' })} more={!book.open ? say({ zh: '今天不供餐', en: 'No meals today' }) : book.lacking.length === 0 ? <State tone="good">{say({ zh: '今天已记齐', en: 'Complete today' })}</State> : say({ zh: '还缺 {n} 项', en: '{n} missing' }, { n: book.lacking.length })}>
      {book.dispose.length > 0 && (
        <section className="sc-duty"><header><span className="tone-soon">◆ {say({ zh: '{n} 份留样已满 {hours} 小时', en: '{n sample is|samples are} past {hours} h' }, { n: book.dispose.length, hours: book.limits.hours })}</span><LinkButton to={placeOf('/dispose', doc.id)}>{say({ zh: '登记处理', en: 'Record disposal' })}</LinkButton></header></section>
      )}
      {book.lacking.map((one) => (
        <section key={`${one.kind}${one.meal}`} className="sc-duty"><header><span className="nowrap">{say(one.text)}</span><LinkButton to={`${placeOf(`/${BOOK_PAGE[one.kind]}`, doc.id)}${one.meal ? `&meal=${one.meal}` : ''}`}>{say({ zh: '填写', en: 'Record' })}</LinkButton></header></section>
      ))}
      <div className="card-body sc-row">{kinds.map(([path, label]) => <LinkButton key={path} to={placeOf(`/${path}`, doc.id)}>{say({ zh: '＋ {label}', en: '+ {label}' }, { label: say(label) })}</LinkButton>)}</div>
    </Card>
  )
}

function Missed({ doc }: { doc: Doc }) {
  const say = useText()
  const [all, setAll] = useState(false)
  const shown = all ? doc.missed : doc.missed.slice(0, 5)
  return (
    <Card title={<span className="tone-late">▲ {say({ zh: '近 31 天漏报', en: 'Missed in 31 days' })}</span>} more={String(doc.missed.length)}>
      <ul className="items alert">
        {shown.map((one) => (
          <li key={`${one.kind}${one.from}`}>
            <span>{say(kindLabel(one.kind))} · {one.dueOn}</span>
            <Link href={placeOf(`/${one.kind}`, doc.id, one.dueOn)}>{say({ zh: '补记', en: 'Record late' })}</Link>
          </li>
        ))}
      </ul>
      <p className="card-body quiet small">
        {doc.missed.length > 5 && <button type="button" className="link" onClick={() => setAll(!all)}>{all ? say({ zh: '收起', en: 'Fewer' }) : say({ zh: '全部 {n} 次', en: 'All {n}' }, { n: doc.missed.length })}</button>}{' '}
        {say({ zh: '补记会注明“补记”；当日没有经营的，请联系监管部门登记停业。', en: 'A late record is marked as late. If you did not work that day, ask the authority to enter it as closed.' })}
      </p>
    </Card>
  )
}

function Papers({ doc, day }: { doc: Doc; day: OwnToday['day'] }) {
  const say = useText()
  return (
    <Card title={say({ zh: '快到期的证照', en: 'Papers running out' })} more={<Link href="/my-papers">{say({ zh: '全部证照', en: 'All papers' })}</Link>}>
      {doc.papers.length === 0 ? <p className="card-body quiet">{say({ zh: '90 天内没有到期的证照。', en: 'Nothing ends within 90 days.' })}</p> : (
        <ul className="items alert">
          {doc.papers.map((one) => {
            const near = expiry(one.expiresOn, day)
            return <li key={one.id}><Link className="break" href={rowPlace(one.register, one.id)}>{one.number}</Link><span className="nowrap">{one.expiresOn} <State tone={near.tone}>{say(near.text)}</State></span></li>
          })}
        </ul>
      )}
    </Card>
  )
}

const RESULTS = { pass: { zh: '符合', en: 'Meets' }, basic: { zh: '基本符合', en: 'Mostly meets' }, fail: { zh: '不符合', en: 'Does not meet' } } as const

/** What other duties tell a business of its own place: its grades, item by item. */
function OtherPanels({ id }: { id: string }) {
  const say = useText()
  return panelsOf('premises').filter(({ own }) => own).map(({ label, panel: Panel }) => (
    <Card key={label.en} title={say(label)} padded>
      <Suspense fallback={null}><Panel id={id} /></Suspense>
    </Card>
  ))
}

/** How the place stands with the authority, and why. */
function Standing({ doc }: { doc: Doc }) {
  const say = useText()
  return (
    <Card title={say({ zh: '检查结果和原因', en: 'Inspection results and why' })}>
      {doc.inspections.length === 0 ? <p className="card-body quiet">{say({ zh: '还没有检查记录。', en: 'No inspections yet.' })}</p> : doc.inspections.map((one) => (
        <section key={one.id} className="sc-duty">
          <header><Link href={`/matters/inspection/${one.id}`}>{one.on}</Link><State tone={one.result === 'fail' ? 'late' : one.result === 'basic' ? 'soon' : 'good'}>{say(RESULTS[(one.result ?? 'pass') as keyof typeof RESULTS] ?? RESULTS.pass)}</State></header>
          {one.findings.length > 0 ? <ul className="sc-check">{one.findings.map((found) => <li key={found.zh}>{say(found)}{found.corrected && <> <span className="quiet">{say({ zh: '（已当场改正）', en: '(put right on the spot)' })}</span></>}</li>)}</ul> : <span className="quiet">{say({ zh: '未发现不符合项。', en: 'Nothing was found that does not meet.' })}</span>}
        </section>
      ))}
    </Card>
  )
}

/** The month's records to print, sign and file. */
function MonthFiles({ doc, day }: { doc: Doc; day: string }) {
  const say = useText()
  const month = date(`${day.slice(0, 8)}01`)
  return (
    <Card title={say({ zh: '打印和导出', en: 'Print and export' })}>
      <ul className="items alert">
        {[month, addMonths(month, -1)].map((one) => (
          <li key={one}>
            <span>{one.slice(0, 7)}</span>
            <span className="sc-row">{(['docx', 'xlsx'] as const).map((format) => <a key={format} href={addressOf('/self-check-file', { premises: doc.id, month: one, format })}>{format === 'docx' ? say({ zh: '打印稿 docx', en: 'To print (docx)' }) : say({ zh: '表格 xlsx', en: 'Table (xlsx)' })}</a>)}</span>
          </li>
        ))}
        {doc.book && <li><Link href={placeOf('/school-check', doc.id)}>{say({ zh: '登记校级自查', en: 'Record the school’s own check' })}</Link><Link href="/canteen-days">{say({ zh: '台账日账', en: 'Book by day' })}</Link></li>}
        <li><Link href={dayPlace(doc.id)}>{say({ zh: '登记停业或加开', en: 'Enter a day closed or added' })}</Link></li>
        <li><Link href={`/self-checks?premises_id=${doc.id}`}>{say({ zh: '全部自查记录', en: 'All records' })}</Link><Link href="/days-closed">{say({ zh: '停业与加开', en: 'Days closed or added' })}</Link></li>
      </ul>
    </Card>
  )
}
