import { datesIn } from './dates.ts'
import type { Paragraph } from './sheet.ts'
import { VERB_AT } from './words.ts'

/** Words that end like a place's name and are none. */
const NO_PLACE = new RegExp(
  `^(?:${[
    '进.{1,2}市',
    '.*(?:[我本各全][市县区旗]|组织).+',
    '.*(?:[全我本各该外超上两]|地级|县级|直辖|省辖|计划单列|集贸|农贸|批发|(?:示范|创建|先进|大|中|其他)城|其他|有关)市',
    '.*(?:[全我本各该县市辖社校园地小景厂片]|自治|试验|开发|示范|功能|产业|保护|高新|经济|管理|行政|农村)区',
    '(?:农村)?[农牧山林矿灾库景]+区',
    '(?:主|老|中心|各)城区',
    '.*(?:[全我本各该区市省县两个]|所辖)县',
    '.*[全各]旗',
  ].join('|')})$`,
)
const HAN = '[\\u4e00-\\u9fff]'
/** A name stands where a clause, a title or a prepositional phrase begins, and what follows makes no other word of its end. */
const NAME = new RegExp(
  '(?<=^|[，。；：、！？.()《“”\\t*#]|[在由对和与及是自从为]|我省|省)' +
    `(${HAN}{2,4}?市${HAN}{1,3}?[区县](?!域|级)|${HAN}{2,4}?[市县区旗盟]|${HAN}{2,12}?自治[州县旗])` +
    '(?!场|民|级|域|直|委(?!、|员会|办)|区|辖|容|政(?!府|协)|售|值|盈|价|面|人(?!民|大)|外|长(?!热线))',
  'g',
)
const COUNTY = /[县区旗]$/

/** `scopes`: each place named, with the scope it means: its own place is 全市 (全区, 全县). */
export type Places = { readonly city: string | null; readonly scopes: ReadonlyMap<string, string> }

/** The place a paper speaks of, and the counties it names: by how often and where a name stands, without any list of places. */
export function placesIn(paragraphs: readonly Paragraph[]): Places {
  const times = new Map<string, number>()
  const scopes = new Map<string, string>()
  let county = 0
  let city = 0
  paragraphs.forEach(({ text }, i) => {
    for (const match of text.matchAll(NAME)) {
      const name = match[1]!
      if (noPlace(name)) continue
      // a title names its place; the weight of one mention in the text is small
      times.set(name, (times.get(name) ?? 0) + (i < 6 && text.length < 80 ? 5 : 1))
      if (COUNTY.test(name)) scopes.set(name, name)
    }
    city += count(text, /[全我本]市/g)
    county += count(text, /[全我本][县区旗]/g)
  })
  const fits = (name: string) => (county > 2 * city ? COUNTY.test(name) : !COUNTY.test(name) || name.slice(0, -2).includes('市'))
  const best = [...times].filter(([name]) => fits(name)).sort((a, b) => b[1] - a[1])[0]
  const fallback = best ?? [...times].sort((a, b) => b[1] - a[1])[0]
  if (!fallback) return { city: null, scopes }
  const own = fallback[0]
  scopes.set(own, `全${own.at(-1)!}`)
  return { city: own, scopes }
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** 某市城区 is a place, 城区 alone is none; 制订区… is a deed before a level of government. */
function noPlace(name: string): boolean {
  VERB_AT.lastIndex = 0
  if (VERB_AT.test(name)) return true
  const district = /市([\u4e00-\u9fff]+[区县])$/.exec(name)?.[1]
  return district === undefined
    ? NO_PLACE.test(name)
    : /^(?:各|辖|全|有|两|社|小|园|校|地|山|库|景|及|和|所|下)/.test(district) || NO_PLACE.test(name.slice(0, -district.length))
}

/** The years a plan is named for (《…行动计划（2021—2024年）》) say nothing of when the paper was written. */
const quoted = (text: string, at: number): boolean => /《[^》]*$/.test(text.slice(Math.max(0, at - TITLE), at))
/** Signs of the longest name of a plan. */
const TITLE = 100

/** `——2023年8月24日在…会议上`: the day on which a report is given. */
const AT_MEETING = /^[—–\-（(\s]*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日在[^。；]{4,60}会(?:议|上)?上?[）)]?$/
const BARE_DATE =
  /^\(?(?:(?:19|20)\d{2}|[二一][〇零一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?(?:印发)?(?:\(星期[一二三四五六日天]\))?\)?$/

/**
 * The date a paper bears (under its title, at its end), else the last one up to which it speaks, else the year of its title, else the
 * latest it names.
 */
export function paperDate(paragraphs: readonly Paragraph[]): string | null {
  for (const { text } of paragraphs) if (text.length < 24 && BARE_DATE.test(text)) return datesIn(text, null)[0]?.period ?? null
  const spoken = paragraphs.slice(0, 5).find(({ text }) => AT_MEETING.test(text))
  if (spoken) return datesIn(spoken.text, null)[0]?.period ?? null
  const titleYear = paragraphs.slice(0, 5).map(({ text }) => (text.length < 60 ? /(?:19|20)\d{2}(?=年)/.exec(text)?.[0] : undefined))
  // 截至6月30日: of the year of the title
  const year = titleYear.find((found) => found !== undefined) ?? null
  const dates = paragraphs.flatMap(({ text }, i) => datesIn(text, year).filter(({ from }) => !quoted(text, from)).map((date) => ({ ...date, title: i < 5 && text.length < 60 })))
  const until = dates.filter((date) => date.until && /^\/\d{4}/.test(date.period)).map(({ period }) => period.slice(1))
  if (until.length > 0) return until.sort().at(-1)!
  const title = dates.find((date) => date.title && /^\d{4}/.test(date.period))
  if (title) return title.period.split('/').at(-1)!.slice(0, 4)
  const years = dates.map(({ period }) => /\d{4}(?=(?:-\d{2})*$)/.exec(period)?.[0]).filter((year) => year !== undefined)
  return years.sort().at(-1) ?? null
}
