import { useState, type ReactNode } from 'react'
import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useParams, useSearchParams } from 'wouter'
import { newId } from '../../../platform/core/ids.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { BookSent } from '../book-contract.ts'
import type { OwnBook } from '../contract.ts'
import type { Meal } from '../rules/canteen-book.ts'
import { disinfectionChoices, mealChoices } from '../words.ts'
import { useOwn, type Doc } from './own.tsx'
import { Faults, FaultsAt, Foot, HOME, Line, Photos, useSend } from './send.tsx'
import { remember, remembered, useDraft } from './waiting.ts'
import './selfcheck.css'

const titles = {
  morning: { zh: '晨检', en: 'Morning check' }, goods: { zh: '进货查验', en: 'Goods taken in' }, disinfection: { zh: '餐饮具消毒', en: 'Tableware disinfection' },
  sample: { zh: '食品留样', en: 'Food samples' }, meal: { zh: '陪餐', en: 'Meal shared by a leader' }, dispose: { zh: '留样处理', en: 'Samples thrown away' },
} as const
type Name = keyof typeof titles
const isName = (text: string): text is Name => Object.hasOwn(titles, text)

type FormProps = { readonly doc: Doc; readonly book: OwnBook; readonly on: string; readonly meal: Meal }

const forms: Readonly<Record<Name, (props: FormProps) => ReactNode>> = { morning: Morning, goods: Goods, disinfection: Disinfection, sample: Sample, meal: Shared, dispose: Dispose }

/** `/my-records/morning` …: the pages of the canteen book. */
export function BookPage() {
  const say = useText()
  const { kind = '' } = useParams<{ kind: string }>()
  const [search] = useSearchParams()
  const found = useOwn(search.get('premises'))
  const back = { to: HOME, label: say({ zh: '今日自查', en: 'Today’s records' }) }
  const doc = found.data?.place
  if (!isName(kind) || !doc?.book) return <Page title={say({ zh: '食堂台账', en: 'Canteen book' })} back={back}><Card><Loading error={found.error} retry={() => void found.refetch()} /></Card></Page>
  const on = search.get('on') ?? found.data!.day
  const asked = search.get('meal')
  const Form = forms[kind]
  return (
    <Page title={say(titles[kind])} about={`${doc.name} · ${on}`} back={back}>
      <div className="sc-page"><Form doc={doc} book={doc.book} on={on} meal={doc.book.meals.find((one) => one === asked) ?? doc.book.meals[0]!} /></div>
    </Page>
  )
}

/** Where the rows of a page stand in what is sent: their faults are told beside each. */
const ROWS: Readonly<Partial<Record<Name, string>>> = { morning: 'people.', sample: 'dishes.' }

/** The frame of a page: faults, fields, the button that sends; what is entered stays on the device until it is sent. */
function useBook<T extends object>(doc: Doc, on: string, name: Name, blank: () => T) {
  const say = useText()
  const me = useMe()
  const [entry, change, draft] = useDraft<T & { readonly id: string; readonly photos: readonly string[] }>(me.person, `book.${name}.${doc.id}.${on}`, () => ({ id: newId(), photos: [], ...blank() }))
  const { send, busy, failure } = useSend({ path: '/canteen-book', label: `${say(titles[name])} ${on}` })
  const base = { id: entry.id, premises: doc.id, on, photos: [...entry.photos] }
  const frame = (body: BookSent, children: ReactNode, keep: Readonly<Record<string, string>> = {}, wants: string | null = null) => (
    <section className="card">
      <div className="sc-form"><Faults error={failure} {...(ROWS[name] && { beside: ROWS[name] })} />{children}</div>
      <Foot label={say({ zh: '提交', en: 'Send' })} busy={busy} wants={wants} onSend={() => void send(body, () => { for (const [key, value] of Object.entries(keep)) remember(me.person, key, value) }, draft)} />
    </section>
  )
  return { entry, change, base, frame, failure, last: (key: string) => remembered(me.person, key), say }
}

const useMeals = (book: OwnBook) => {
  const say = useText()
  return book.meals.map((code) => ({ value: code, label: say(mealChoices.find((one) => one.code === code)!.label) }))
}

type Person = { readonly name: string; readonly fit: boolean; readonly celsius: number | null; readonly sign: string; readonly sent_away: boolean }
const fit = (name: string): Person => ({ name, fit: true, celsius: null, sign: '', sent_away: false })

function Morning({ doc, book, on }: FormProps) {
  const me = useMe()
  const { entry, change, base, frame, failure, say } = useBook(doc, on, 'morning', () => ({ people: (book.people.length > 0 ? book.people : ['']).map(fit) as readonly Person[], by: remembered(me.person, 'morning.by') || (doc.staff.find(({ role }) => role !== 'head')?.name ?? '') }))
  const set = (at: number, more: Partial<Person>) => change({ people: entry.people.map((one, index) => (index === at ? { ...one, ...more } : one)) } as Partial<typeof entry>)
  const named = entry.people.filter(({ name }) => name.trim() !== '')
  return frame({ ...base, kind: 'morning_check', checked_by: entry.by, people: named }, (
    <>
      <p className="quiet">{say({ zh: '体温 {fever} ℃ 以上或有发热、腹泻、皮肤伤口的，立即离岗。', en: 'From {fever} °C, or with fever, diarrhoea or open wounds, leave the post at once.' }, { fever: book.limits.fever })}</p>
      <div>
        {entry.people.map((person, at) => (
          <div key={at} className="sc-person">
            <div className="sc-two">
              <Input size="large" maxLength={60} aria-label={say({ zh: '姓名', en: 'Name' })} placeholder={say({ zh: '姓名', en: 'Name' })} value={person.name} onChange={(event) => set(at, { name: event.target.value })} />
              <InputNumber size="large" style={{ width: '100%' }} min={30} max={45} step={0.1} suffix="℃" aria-label={say({ zh: '体温', en: 'Temperature' })} placeholder={say({ zh: '体温', en: 'Temp.' })} value={person.celsius} onChange={(celsius) => set(at, { celsius })} />
            </div>
            <div className="sc-row">
              <Checkbox checked={person.fit} onChange={(event) => set(at, { fit: event.target.checked, sent_away: !event.target.checked })}>{say({ zh: '健康，可以上岗', en: 'Fit for work' })}</Checkbox>
              <button type="button" className="link" onClick={() => change({ people: entry.people.filter((_, index) => index !== at) } as Partial<typeof entry>)}>{say({ zh: '去掉', en: 'Remove' })}</button>
            </div>
            {!person.fit && <div className="sc-row"><Input size="large" style={{ flex: 1 }} maxLength={200} aria-label={say({ zh: '症状', en: 'What was found' })} placeholder={say({ zh: '症状', en: 'What was found' })} value={person.sign} onChange={(event) => set(at, { sign: event.target.value })} /><Checkbox checked={person.sent_away} onChange={(event) => set(at, { sent_away: event.target.checked })}>{say({ zh: '已离岗', en: 'Left the post' })}</Checkbox></div>}
            <FaultsAt error={failure} at={`people.${named.indexOf(person)}.`} />
          </div>
        ))}
      </div>
      <button type="button" className="link" onClick={() => change({ people: [...entry.people, fit('')] } as Partial<typeof entry>)}>{say({ zh: '＋ 增加一人', en: '+ One more person' })}</button>
      <Line label={say({ zh: '检查人', en: 'Checked by' })}><Input size="large" maxLength={60} value={entry.by} onChange={(event) => change({ by: event.target.value } as Partial<typeof entry>)} /></Line>
    </>
  ), { 'morning.by': entry.by })
}

function Goods({ doc, on }: FormProps) {
  const me = useMe()
  const { entry, change, base, frame, say } = useBook(doc, on, 'goods', () => ({ goods: '', supplier: remembered(me.person, 'goods.supplier'), quantity: null as number | null, unit: remembered(me.person, 'goods.unit') || '公斤', produced_on: '', best_before: '', papers: '', refused: false }))
  const set = (more: Partial<typeof entry>) => change(more)
  const body: BookSent = { ...base, kind: 'purchase', goods: entry.goods, supplier: entry.supplier, quantity: entry.quantity ?? 0, unit: entry.unit, produced_on: entry.produced_on || null, best_before: entry.best_before || null, papers: entry.papers, refused: entry.refused }
  return frame(body, (
    <>
      <Line label={say({ zh: '货品', en: 'Goods' })}><Input size="large" maxLength={120} value={entry.goods} onChange={(event) => set({ goods: event.target.value })} /></Line>
      <Line label={say({ zh: '供货者', en: 'Supplier' })}><Input size="large" maxLength={120} value={entry.supplier} onChange={(event) => set({ supplier: event.target.value })} /></Line>
      <div className="sc-two">
        <Line label={say({ zh: '数量', en: 'Quantity' })}><InputNumber size="large" style={{ width: '100%' }} min={0} value={entry.quantity} onChange={(quantity) => set({ quantity })} /></Line>
        <Line label={say({ zh: '单位', en: 'Unit' })}><Input size="large" maxLength={20} value={entry.unit} onChange={(event) => set({ unit: event.target.value })} /></Line>
        <Line label={say({ zh: '生产日期', en: 'Produced on' })}><Input size="large" type="date" value={entry.produced_on} onChange={(event) => set({ produced_on: event.target.value })} /></Line>
        <Line label={say({ zh: '保质期至', en: 'Best before' })}><Input size="large" type="date" value={entry.best_before} onChange={(event) => set({ best_before: event.target.value })} /></Line>
      </div>
      <Line label={say({ zh: '合格证明、票据号（或拍照）', en: 'Certificate or receipt (or a photo)' })}><Input size="large" maxLength={300} value={entry.papers} onChange={(event) => set({ papers: event.target.value })} /></Line>
      <Photos ids={entry.photos} onChange={(photos) => set({ photos })} />
      <Checkbox checked={entry.refused} onChange={(event) => set({ refused: event.target.checked })}>{say({ zh: '不合格，已拒收', en: 'Not in order: refused' })}</Checkbox>
    </>
  ), { 'goods.supplier': entry.supplier, 'goods.unit': entry.unit })
}

function Disinfection({ doc, book, on, meal }: FormProps) {
  const me = useMe()
  const meals = useMeals(book)
  const start = disinfectionChoices.find(({ code }) => code === remembered(me.person, 'disinfection.method'))?.code ?? 'steam'
  const { entry, change, base, frame, say } = useBook(doc, on, 'disinfection', () => ({ meals: [meal] as readonly Meal[], method: start as (typeof disinfectionChoices)[number]['code'], reached: book.limits.disinfection[start]!.least as number | null, seconds: book.limits.disinfection[start]!.seconds as number | null, by: remembered(me.person, 'disinfection.by') }))
  const limit = book.limits.disinfection[entry.method]!
  const set = (more: Partial<typeof entry>) => change(more)
  return frame({ ...base, kind: 'disinfection', meals: [...entry.meals], method: entry.method, reached: entry.reached ?? 0, seconds: entry.seconds ?? 0, done_by: entry.by }, (
    <>
      <fieldset><legend>{say({ zh: '餐次', en: 'Meals' })}</legend><Checkbox.Group value={[...entry.meals]} onChange={(chosen) => set({ meals: chosen })} options={meals} /></fieldset>
      <Line label={say({ zh: '消毒方式', en: 'Way' })}><Select size="large" value={entry.method} onChange={(method) => set({ method, reached: book.limits.disinfection[method]!.least, seconds: book.limits.disinfection[method]!.seconds })} options={disinfectionChoices.map(({ code, label }) => ({ value: code, label: say(label) }))} /></Line>
      <div className="sc-two">
        <Line label={say({ zh: '温度或浓度', en: 'Temperature or concentration' })} help={say({ zh: '不低于 {n} {unit}', en: 'At least {n} {unit}' }, { n: limit.least, unit: limit.unit })}><InputNumber size="large" style={{ width: '100%' }} min={0} suffix={limit.unit} value={entry.reached} onChange={(reached) => set({ reached })} /></Line>
        <Line label={say({ zh: '时间（秒）', en: 'Time (s)' })} help={say({ zh: '不少于 {n} 秒', en: 'At least {n} s' }, { n: limit.seconds })}><InputNumber size="large" style={{ width: '100%' }} min={0} precision={0} value={entry.seconds} onChange={(seconds) => set({ seconds })} /></Line>
      </div>
      <Line label={say({ zh: '操作人', en: 'Done by' })}><Input size="large" maxLength={60} value={entry.by} onChange={(event) => set({ by: event.target.value })} /></Line>
    </>
  ), { 'disinfection.method': entry.method, 'disinfection.by': entry.by }, entry.meals.length === 0 ? say({ zh: '请选餐次。', en: 'Choose the meal.' }) : null)
}

/** `2026-05-06T12:30` of this minute in Asia/Shanghai, as a date-time box takes it, and back. */
const boxNow = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16)
const fromBox = (text: string): string => (Number.isNaN(Date.parse(`${text}:00+08:00`)) ? '' : new Date(`${text}:00+08:00`).toISOString())

type Dish = { readonly dish: string; readonly grams: number | null }

function Sample({ doc, book, on, meal }: FormProps) {
  const me = useMe()
  const meals = useMeals(book)
  const { grams, hours, minCelsius, maxCelsius } = book.limits
  const { entry, change, base, frame, failure, say } = useBook(doc, on, 'sample', () => ({ meal, dishes: [{ dish: '', grams }] as readonly Dish[], at: boxNow(), celsius: Number(remembered(me.person, 'sample.celsius') || 4) as number | null, by: remembered(me.person, 'sample.by') }))
  const set = (more: Partial<typeof entry>) => change(more)
  const dish = (at: number, more: Partial<Dish>) => set({ dishes: entry.dishes.map((one, index) => (index === at ? { ...one, ...more } : one)) })
  const body: BookSent = { ...base, kind: 'sample', meal: entry.meal, dishes: entry.dishes.map((one) => ({ dish: one.dish, grams: one.grams ?? 0 })), kept_at: fromBox(entry.at), celsius: entry.celsius ?? 99, kept_by: entry.by }
  return frame(body, (
    <>
      <p className="quiet">{say({ zh: '每个品种不少于 {grams} 克，{min}–{max} ℃ 存放 {hours} 小时以上。', en: 'At least {grams} g of each dish, at {min} to {max} °C, for {hours} h.' }, { grams, hours, min: minCelsius, max: maxCelsius })}</p>
      <Line label={say({ zh: '餐次', en: 'Meal' })}><Select size="large" value={entry.meal} onChange={(chosen) => set({ meal: chosen })} options={meals} /></Line>
      {entry.dishes.map((one, at) => (
        <div key={at}>
        <div className="sc-two">
          <Input size="large" maxLength={120} aria-label={say({ zh: '菜品', en: 'Dish' })} placeholder={say({ zh: '菜品', en: 'Dish' })} value={one.dish} onChange={(event) => dish(at, { dish: event.target.value })} />
          <InputNumber size="large" style={{ width: '100%' }} min={0} suffix={say({ zh: '克', en: 'g' })} aria-label={say({ zh: '重量（克）', en: 'Weight (g)' })} value={one.grams} onChange={(weight) => dish(at, { grams: weight })} />
        </div>
        <FaultsAt error={failure} at={`dishes.${at}.`} />
        </div>
      ))}
      <div className="sc-row">
        <button type="button" className="link" onClick={() => set({ dishes: [...entry.dishes, { dish: '', grams }] })}>{say({ zh: '＋ 一个菜', en: '+ One more dish' })}</button>
        {entry.dishes.length > 1 && <button type="button" className="link" onClick={() => set({ dishes: entry.dishes.slice(0, -1) })}>{say({ zh: '去掉最后一个', en: 'Remove the last' })}</button>}
      </div>
      <Line label={say({ zh: '留样时间', en: 'Kept at' })}><Input size="large" type="datetime-local" value={entry.at} onChange={(event) => set({ at: event.target.value })} /></Line>
      <div className="sc-two">
        <Line label={say({ zh: '存放温度', en: 'Temperature' })}><InputNumber size="large" style={{ width: '100%' }} min={-50} max={100} suffix="℃" value={entry.celsius} onChange={(celsius) => set({ celsius })} /></Line>
        <Line label={say({ zh: '留样人', en: 'Kept by' })}><Input size="large" maxLength={60} value={entry.by} onChange={(event) => set({ by: event.target.value })} /></Line>
      </div>
      <Photos ids={entry.photos} onChange={(photos) => set({ photos })} />
    </>
  ), { 'sample.by': entry.by, 'sample.celsius': String(entry.celsius ?? '') }, fromBox(entry.at) === '' ? say({ zh: '请填写留样时间。', en: 'Say when it was kept.' }) : null)
}

function Shared({ doc, book, on, meal }: FormProps) {
  const me = useMe()
  const meals = useMeals(book)
  const { entry, change, base, frame, say } = useBook(doc, on, 'meal', () => ({ meal, leader: remembered(me.person, 'meal.leader'), post: remembered(me.person, 'meal.post') || '校长', opinion: '' }))
  const set = (more: Partial<typeof entry>) => change(more)
  return frame({ ...base, kind: 'leader_meal', meal: entry.meal, leader: entry.leader, post: entry.post, opinion: entry.opinion }, (
    <>
      <Line label={say({ zh: '餐次', en: 'Meal' })}><Select size="large" value={entry.meal} onChange={(chosen) => set({ meal: chosen })} options={meals} /></Line>
      <div className="sc-two">
        <Line label={say({ zh: '陪餐人', en: 'Who ate along' })}><Input size="large" maxLength={60} value={entry.leader} onChange={(event) => set({ leader: event.target.value })} /></Line>
        <Line label={say({ zh: '职务', en: 'Post' })}><Input size="large" maxLength={60} value={entry.post} onChange={(event) => set({ post: event.target.value })} /></Line>
      </div>
      <Line label={say({ zh: '对饭菜的意见', en: 'What was said of the meal' })}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} value={entry.opinion} onChange={(event) => set({ opinion: event.target.value })} /></Line>
    </>
  ), { 'meal.leader': entry.leader, 'meal.post': entry.post })
}

function Dispose({ doc, book }: FormProps) {
  const say = useText()
  const me = useMe()
  const [chosen, choose] = useState<readonly string[]>(book.dispose.map(({ id }) => id))
  const [by, setBy] = useState(remembered(me.person, 'sample.by'))
  const { send, busy, failure } = useSend({ path: '/canteen-book/dispose', label: say(titles.dispose) })
  if (book.dispose.length === 0) return <Card padded>{say({ zh: '没有到时间的留样。', en: 'No samples are past their hours.' })}</Card>
  return (
    <section className="card">
      <div className="sc-form">
        <Faults error={failure} />
        <Checkbox.Group className="sc-line" value={[...chosen]} onChange={(ids) => choose(ids)} options={book.dispose.map(({ id, on, meal, dish }) => ({ value: id, label: `${on} ${say(mealChoices.find(({ code }) => code === meal)!.label)} · ${dish}` }))} />
        <Line label={say({ zh: '处理人', en: 'Thrown away by' })}><Input size="large" maxLength={60} value={by} onChange={(event) => setBy(event.target.value)} /></Line>
      </div>
      <Foot label={say({ zh: '已处理 {n} 份', en: '{n} thrown away' }, { n: chosen.length })} busy={busy} wants={chosen.length === 0 ? say({ zh: '请勾选已处理的留样。', en: 'Choose the samples that were thrown away.' }) : by.trim() === '' ? say({ zh: '请填写处理人。', en: 'Say who threw them away.' }) : null} onSend={() => void send({ premises: doc.id, ids: chosen, at: new Date().toISOString(), by }, () => remember(me.person, 'sample.by', by))} />
    </section>
  )
}
