import { isBody, splitNames } from './bodies.ts'
import { sentenceAt, type Sheet } from './numbers.ts'
import { fold, hanNumber } from './text.ts'
import type { Deadline } from './types.ts'
import { DOING_VERBS } from './verbs.ts'

type Found = { at: number; end: number; date: string | null; repeats: Deadline['repeats']; doubt: boolean }

const N = '(\\d{1,2}|十[一二]?|[一二三四五六七八九])'
const YEAR = '(?:(\\d{4}|今|本|当|明|次)年(?:度)?)?'
const SOME_YEAR = '(?:(?:\\d{4}|今|本|当|明|次)年(?:度)?)?'
const EVERY =
  '(?:每个?半年(?:度)?|每年度?|每个?季度|每季|按季度|按季|逐季|按年度|逐年(?!有?[提增下降减上压缩扩加改好递])|每个?月|按月|逐月|每周|按周|每日|每天|每[两二三]年|每两个?月|每双月|每旬|每学期|每半个?月)'
const EVENT =
  '(?:开学|学期(?:开始|结束)?|元旦|春节|元宵节?|清明节?|五一|“五一”|端午节?|中秋节?|国庆节?|“十一”|两节|双节|汛期|高考|中高考|中考|开园|供暖期?|冬季|(?:旅游|消费|生产)?旺季|节假日|重大节日|暑假|寒假|麦收|秋收|三夏|三秋|农忙|(?:重[要大点]|敏感)(?:时间)?(?:节点|时段|活动|会议|节日)|[全国省市]*[“]?两会[”]?)'
const SEASON = '(?:[春秋](?:、秋|、春)?(?:季)?(?:学期)?)?'
/** 展会开幕前, 旅游旺季来临前: an event is named with what happens to it. */
const HAPPENS = '[\\u4e00-\\u9fff“”]{0,10}?(?:开幕|闭幕|来临|到来|召开|举行|举办|开赛)'

const TO_END = '(?:-|—|~|至|到)'
/** 1—10月数据, 6月至8月为高发期: a stretch of time that is told of, not worked to. */
const NO_SPAN = '(?!份?(?:的|为|是|属|数据|情况|期间|以来|累计|共|高发|高温))'

/**
 * Printed limits. `11月1日前`, `6月底前`, `2024年3月至11月`, `年底前`, `第三季度末`, `上半年`, `到2025年`, `每半年`, `每年3月、9月`, `开学前`.
 * In running text a bare month or half-year is no limit; in a column of time limits (`cell`) it is one, held doubtful.
 */
export function readDeadlines(sheet: Sheet, year: number | null, cell = false): { deadlines: Deadline[]; unclear: string[] } {
  const found = findLimits(sheet.folded, year, cell)
  const deadlines = found.map((limit) => ({
    text: sheet.text.slice(limit.at, limit.end),
    date: limit.date,
    repeats: limit.repeats,
    to: [] as string[],
    copy: [] as string[],
  }))
  const unclear = found.flatMap((limit, i) =>
    limit.doubt || (limit.date === null && limit.repeats === null) ? [`时限未能确定到日：${deadlines[i]!.text}`] : [],
  )
  if (cell && found.length === 0 && /[^\s—\-/无]/.test(sheet.folded)) {
    const text = sheet.text
    if (!/长期|全年|常年|持续|日常|经常|随时|即时|立行立改|按时序|常态/.test(sheet.folded)) unclear.push(`时限未读懂：${text}`)
    return { deadlines: [{ text, date: null, repeats: null, to: [], copy: [] }], unclear }
  }
  return { deadlines, unclear }
}

/** What is to be done, not what is told of it (上半年工作总结). */
const TO_DO_WORDS = `，?(?:全面|基本|全部|至少|再|各|集中|分别)?(?:实现|${DOING_VERBS.join('|')})(?!情况|结果|数据|总结|报告|工作(?:情况|总结))`
const TO_DO = `(?=${TO_DO_WORDS})`

type Rule = readonly [pattern: RegExp, read: (match: RegExpExecArray, year: number | null) => Partial<Found> | null]

const last = (year: number | null, month: number): string | null => {
  if (year === null || month < 1 || month > 12) return null
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

function day(year: number | null, month: number, date: number): string | null {
  if (year === null || !(month >= 1 && month <= 12)) return null
  const time = new Date(Date.UTC(year, month - 1, date))
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === date ? time.toISOString().slice(0, 10) : null
}

const count = (figure: string | undefined) => (figure === undefined ? NaN : /^\d/.test(figure) ? Number(figure) : hanNumber(figure))

function yearOf(printed: string | undefined, plan: number | null): number | null {
  if (printed === undefined || /[今本当]/.test(printed)) return plan
  return /[明次]/.test(printed) ? plan && plan + 1 : Number(printed)
}

/** In running text; the first rule that matches at a place wins. */
const RULES: readonly Rule[] = [
  // 每年3月、9月；每季度末；每月5日前；每半年
  [
    new RegExp(
      `${EVERY}(?:度)?(?:的)?(?:(?:第[一二三]|首|最后一?|末)个?月|末|初|底|后|结束后|次月|下月)?` +
        `(?:${N}个?(?:月份?)(?:[、和及与]${N}月份?)*(?:(?:${N}|\\d{1,2})日|底|末|初)?)?(?:(\\d{1,2})(?:个工作)?日)?(?:之前|以前|前|内|左右)?`,
    ),
    everyOf,
  ],
  [
    new RegExp(`(?:半年|每半年|一年|一季度|季度|一月)[一1]次`),
    (match) => ({
      repeats: /半年/.test(match[0]) ? 'half-year' : /季/.test(match[0]) ? 'quarter' : /月/.test(match[0]) ? null : 'year',
      doubt: /月/.test(match[0]),
    }),
  ],
  // 即日起至10月31日, 3月1日—6月30日; 6月至8月, 1—10月: the end is the limit
  [
    new RegExp(`(?:[自从]?即日|[自从]?(?:\\d{4}年)?${N}月(?:\\d{1,2}日|初)?)起?${TO_END}${YEAR}${N}月(\\d{1,2})日(?:止|前)?${NO_SPAN}`),
    (match, year) => dayLimit(match.slice(1) as RegExpExecArray, year),
  ],
  [
    new RegExp(`(?:[自从]?即日起|[自从]?(?:\\d{4}年)?${N}(?:月份?)?(?:底|初)?起?)${TO_END}${YEAR}${N}月(?:份)?(?:底|末|前)*${NO_SPAN}`),
    (match, year) => ({ date: last(yearOf(match[2], year), count(match[3])) }),
  ],
  // 6月10日、12月10日前; 3月、9月底前: what stands behind the last is said of all
  [
    new RegExp(
      `${YEAR}${N}月(\\d{1,2})[日号](?=(?:[、和及与]${SOME_YEAR}\\d{1,2}月\\d{1,2}[日号])*[、和及与]${SOME_YEAR}\\d{1,2}月\\d{1,2}[日号](?:之前|以前|前))`,
    ),
    (match, year) => dayLimit(match, year),
  ],
  [
    new RegExp(`${YEAR}${N}月(?=(?:[、和及与]${SOME_YEAR}\\d{1,2}月)*[、和及与]${SOME_YEAR}\\d{1,2}月[底末])`),
    (match, year) => ({ date: last(yearOf(match[1], year), count(match[2])) }),
  ],
  [new RegExp(`${YEAR}(?:\\s*)${N}月(\\d{1,2})[日号](?:之前|以前|前|止|内)`), (match, year) => dayLimit(match, year)],
  [
    new RegExp(`${YEAR}${N}月(?:份)?(?:底|末|下旬)(?:之前|以前|前)?`),
    (match, year) => ({ date: last(yearOf(match[1], year), count(match[2])) }),
  ],
  [
    new RegExp(`${YEAR}${N}月(?:份)?(上旬|中旬|初)(?:之前|以前|前)?`),
    (match, year) => ({
      date: day(yearOf(match[1], year), count(match[2]), match[3] === '上旬' ? 10 : match[3] === '中旬' ? 20 : 5),
      doubt: match[3] === '初',
    }),
  ],
  [
    new RegExp(`${YEAR}${N}月(?:份)?(?:之前|以前|前)`),
    (match, year) => ({ date: day(yearOf(match[1], year), count(match[2]), 1), doubt: true }),
  ],
  [new RegExp(`${YEAR}(?:第)?([一二三四1-4])季度(?:末|底|前|内|结束前|完成)+`), quarterOf],
  [new RegExp(`${YEAR}(上|下)半年(?:末|底|前|内|结束前)+`), halfOf],
  [/(\d{4}|今|本|当|明)年(?:度)?(?:年)?(?:底|末|终)(?:之前|以前|前)?/, (match, year) => ({ date: last(yearOf(match[1], year), 12) })],
  [
    /(?:到|至|截至|力争到|在)(\d{4})年(?:底|末)?(?!度?(?:\d|[一二三四上下]|秋|春|第|月))/,
    (match) => (match[0].startsWith('在') ? null : { date: last(Number(match[1]), 12) }),
  ],
  [
    /(\d{4})年(?:之前|以前|前|内)/,
    (match) => ({
      date: /内/.test(match[0]) ? last(Number(match[1]), 12) : day(Number(match[1]) - 1, 12, 31),
      doubt: !/内/.test(match[0]),
    }),
  ],
  // 3年内, 两年内: from a day nobody names
  [new RegExp(`(?<![\\d一二两三四五六])(?:\\d{1,2}|[一二两三四五六])年(?:之?内|时间内)${TO_DO}`), () => ({ doubt: true })],
  [/(?:年|岁)(?:底|末|终)(?:之前|以前|前)?|(?<![\d一二两三四五六七八九十])(?:本|今)?年度?内/, (_, year) => ({ date: last(year, 12) })],
  [
    new RegExp(`(?:(?:\\d{4}|今|明)年)?(?:${EVENT}(?:[、和及与]|等)?)*${SEASON}${EVENT}(?:[“]?[两双]节[”]?)?等?之?前(?!后|夕|期|移)`),
    () => ({ doubt: true }),
  ],
  // 开学后1个月内, 通知印发之日起30日内: so long after something
  [
    new RegExp(
      `(?:${SEASON}${EVENT}|自?(?:本)?(?:通知|方案|意见|文件|清单)?(?:印发|下发|发布|收到(?:本)?(?:通知|文件)))(?:之日)?(?:起|后)(?:的)?(?:\\d{1,3}|[一二两三四五六七八九十]+)个?(?:工作日|日|天|周|月)之?内`,
    ),
    () => ({ doubt: true }),
  ],
  // 开学第一周内, 开学后首月
  [new RegExp(`${SEASON}${EVENT}(?:后|起)?(?:的)?(?:第[一二三两]|首|前[一二三两])个?(?:周|月|日|天)(?:之?内)?`), () => ({ doubt: true })],
  [/“?十[四五六]五”?(?:时期|期)?[末底]/, () => ({ doubt: true })],
  [/次月(?:的)?\d{1,2}日(?:之前|以前|前)/, () => ({ doubt: true })],
  [new RegExp(`${HAPPENS}之?前(?!后|夕|期|移)`), () => ({ doubt: true })],
]

/** In a column of time limits, where whatever stands is a limit. */
const CELL_RULES: readonly Rule[] = [
  [new RegExp(`${YEAR}${N}月(\\d{1,2})[日号]`), (match, year) => dayLimit(match, year)],
  [
    new RegExp(`${YEAR}${N}月?(?:份)?(?:-|—|~|至|到)(?:(\\d{4})年)?${N}月(?:份)?(?:底|末)?`),
    (match, year) => ({ date: last(yearOf(match[3] ?? match[1], year), count(match[4])) }),
  ],
  [new RegExp(`${YEAR}${N}月(?:份)?`), (match, year) => ({ date: last(yearOf(match[1], year), count(match[2])), doubt: true })],
  [new RegExp(`${YEAR}(?:第?[一二三四1-4](?:(?:季度)?(?:-|—|至|到)|[、和]))*第?([一二三四1-4])季度`), quarterOf],
  [new RegExp(`${YEAR}(上|下)半年`), halfOf],
  [/(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})(?:前)?/, (match) => ({ date: day(Number(match[1]), Number(match[2]), Number(match[3])) })],
  [/(\d{4})年/, (match) => ({ date: last(Number(match[1]), 12) })],
]

function dayLimit(match: RegExpExecArray, year: number | null): Partial<Found> {
  const date = day(yearOf(match[1], year), count(match[2]), Number(match[3]))
  return { date, doubt: date === null }
}

function quarterOf(match: RegExpExecArray, year: number | null): Partial<Found> {
  return { date: last(yearOf(match[1], year), count(match[2]) * 3) }
}

function halfOf(match: RegExpExecArray, year: number | null): Partial<Found> {
  return { date: last(yearOf(match[1], year), match[2] === '上' ? 6 : 12) }
}

/** 每年11月20日前 has a date and a rhythm; a rhythm of months or weeks, or one with several months, is for a person to settle. */
function everyOf(match: RegExpExecArray, year: number | null): Partial<Found> {
  const text = match[0]
  const repeats = /半年/.test(text) ? 'half-year' : /季/.test(text) ? 'quarter' : /^(?:每年|按年|逐年)/.test(text) ? 'year' : null
  const exact = new RegExp(`${N}月(\\d{1,2})日`).exec(text)
  const end = new RegExp(`${N}月(?:份)?(?:底|末)`).exec(text)
  const several = /月.*[、和及与].*月/.test(text)
  const date =
    repeats !== 'year' || several ? null : exact ? day(year, count(exact[1]), Number(exact[2])) : end ? last(year, count(end[1])) : null
  // 每季度首月10日前, 每季度末月25日前: the day is told for every quarter
  const told = repeats === 'quarter' && /^每个?季度?(?:的)?(?:第[一二三]|首|最后一?|末)个?月/.test(text)
  return { date, repeats, doubt: repeats === null || several || (date === null && !told && /\d(?:个工作)?日|月/.test(text.slice(2))) }
}

/** 上半年 and 第三季度 in running text are limits only before what is to be done, not before 工作总结. */
const SPAN_LIMIT: Rule = [
  new RegExp(
    `${YEAR}(上半年|下半年|(?<![前上头下一二三四])第?[一二三四]季度)(?=(?:[、和及与](?:第?[一二三四]季度|下半年)){0,3}(?:完成|前|要|${TO_DO_WORDS}))`,
  ),
  (match, year) =>
    /半年/.test(match[2]!)
      ? { date: last(yearOf(match[1], year), match[2] === '上半年' ? 6 : 12) }
      : { date: last(yearOf(match[1], year), hanNumber(match[2]!.replace('第', '')[0]!) * 3) },
]

/** 6月、9月各召开一次: bare months are limits where each is to bring the same, though no day is said. */
const MONTHS_EACH: Rule = [
  new RegExp(`${YEAR}${N}月(?:份)?(?=(?:[、和及与]\\d{1,2}月(?:份)?){0,11}各(?:${DOING_VERBS.join('|')}))`),
  (match, year) => ({ date: last(yearOf(match[1], year), count(match[2])), doubt: true }),
]

function findLimits(folded: string, year: number | null, cell: boolean): Found[] {
  const taken: Found[] = []
  for (const [pattern, read] of cell ? [...RULES, ...CELL_RULES] : [...RULES, SPAN_LIMIT, MONTHS_EACH]) {
    const finder = new RegExp(pattern.source, 'g')
    for (let match = finder.exec(folded); match; match = finder.exec(folded)) {
      const at = match.index
      const end = at + match[0].length
      if (match[0] === '') finder.lastIndex++
      else if (!taken.some((other) => at < other.end && end > other.at) && !notALimit(folded, at, end)) {
        const limit = read(match, year)
        if (limit) taken.push({ at, end, date: null, repeats: null, doubt: false, ...limit })
      }
    }
  }
  return sharedRhythm(
    dropAttributes(
      taken.sort((a, b) => a.at - b.at),
      folded,
    ),
    folded,
  )
}

/** 每年6月20日前、11月20日前: the second day comes every year too. */
const sharedRhythm = (limits: readonly Found[], folded: string): Found[] =>
  limits.reduce<Found[]>((out, limit) => {
    const before = out.at(-1)
    const joins = before?.repeats === 'year' && before.date !== null && limit.date !== null && limit.repeats === null
    out.push(joins && /^[、和及与]$/.test(folded.slice(before.end, limit.at)) ? { ...limit, repeats: 'year' } : limit)
    return out
  }, [])

/** 8月20日前完成秋季开学前的自查: the day binds, the event behind it only names what is to be done. */
const dropAttributes = (limits: readonly Found[], folded: string): Found[] =>
  limits.filter((limit, i) => {
    const before = limits[i - 1]
    const named =
      limit.date === null &&
      limit.repeats === null &&
      (folded[limit.end] === '的' || /(?:完成|开展|组织|做好|落实)$/.test(folded.slice(0, limit.at)))
    return !named || !before || before.date === null || /[，。；]/.test(folded.slice(before.end, limit.at))
  })

/** 近年来, 2022年版, 《…年…》, 截至去年底: times that bind nobody. */
const notALimit = (folded: string, at: number, end: number) =>
  /^(?:版|以来|起|来|一遇|印发)/.test(folded.slice(end)) ||
  /(?:去|上|前|历|近|自|从|往)$/.test(folded.slice(Math.max(0, at - 2), at)) ||
  (/截[至止]$/.test(folded.slice(0, at)) && /^[^。；]{0,30}(?:已|累计|共有|现有|尚|仍)|^的?(?:数据|情况)/.test(folded.slice(end))) ||
  insideTitle(folded, at)

function insideTitle(folded: string, at: number): boolean {
  const before = folded.slice(Math.max(0, at - 80), at)
  return before.lastIndexOf('《') > before.lastIndexOf('》') && folded.slice(at, at + 80).includes('》')
}

const REPORT = '(?:作出?|进行|提出|予以)?(?:书面|及时|如实|专题|汇总|统一|按时|分别)*(?:提交|报告|报送|呈报|上报|汇报|呈送|递交|报备|反馈)'
const TO = new RegExp(
  `(?:分别)?向([^，。；向]{2,40}?)${REPORT}|` +
    `(?<!上|通|填|申|汇|预|举|直|警|情|简|日|月|媒|播|公|抄)(?:报送|报告|上报|呈报|报经|报请|报至|报给|提交|报送至|反馈至?|报(?![告送请经]))(?:至|给|到)?(?!报)([^，。；]{2,40})`,
  'g',
)
const COPY = /抄(?:送|报)(?:至|给|到)?([^，。；]{2,60})/g

const CARRIES =
  /^(?:应|要|须)?(?:(?:将|把)[^，。；]{1,30}|(?:报送|上报|提交)[^，。；]{0,20}?(?:小结|总结|报告|情况|材料))[、，]?(?:于|在)?$/

/** Completes reporting duties: who receives the report (to) and who a copy; dates joined by 、 share them. */
export function addReporting(deadlines: Deadline[], sheet: Sheet): Deadline[] {
  let from = 0
  const places = deadlines.map((deadline) => {
    const at = sheet.text.indexOf(deadline.text, from)
    if (at >= 0) from = at + deadline.text.length
    return at
  })
  const done: Deadline[] = []
  deadlines.forEach((deadline, i) => done.push(reporting(deadline, i)))
  return done

  function reporting(deadline: Deadline, i: number): Deadline {
    const at = places[i]!
    if (deadline.to.length > 0) return deadline
    // a limit from its own column or line belongs to the whole text
    if (at < 0) return places.every((place) => place < 0) ? { ...deadline, ...receivers(sheet, 0, sheet.folded.length) } : deadline
    const sentence = sentenceAt(sheet.folded, at)
    let next = i + 1
    while (
      next < places.length &&
      places[next]! >= 0 &&
      /^[、和及]?$/.test(sheet.folded.slice(places[next - 1]! + deadlines[next - 1]!.text.length, places[next]!))
    )
      next++
    const end = Math.min(sentence.end, next < places.length && places[next]! >= 0 ? places[next]! : Infinity)
    const alone = places.filter((place) => place >= sentence.start && place < sentence.end).length === 1
    // 6月30日前将半年总结、12月15日前将全年总结报某办: the report behind the last day is that of each
    const reach =
      next < places.length &&
      places[next]! >= 0 &&
      CARRIES.test(sheet.folded.slice(places[next - 1]! + deadlines[next - 1]!.text.length, places[next]))
        ? sentence.end
        : end
    const since = i > 0 && places[i - 1]! >= 0 ? sheet.folded.slice(places[i - 1], at) : '。'
    // …；11月20日前报送全年总结: nobody else is named between
    const before = /。|；.+$/.test(since) ? undefined : done[i - 1]
    const own = receivers(sheet, at, reach, (before?.to.length ?? 0) > 0 && /[，；]/.test(since))
    const named = alone && own.to.length + own.copy.length === 0 ? receivers(sheet, sentence.start, sentence.end) : own
    if (named.to.length + named.copy.length > 0) return { ...deadline, ...named }
    // 每季度首月5日前向某办报送进展，11月15日前报送全年总结: whoever receives the first report receives the second
    const again = before && before.to.length > 0 && REPORTS.test(sheet.folded.slice(at + deadline.text.length, reach))
    return again ? { ...deadline, to: [...before.to], copy: [...before.copy] } : deadline
  }
}

const REPORTS = /^(?:应|要|须|再)?(?:报送|报告|提交|上报|呈报)[^，。；]{0,20}(?:总结|情况|报告|材料|进展)/

/** `received`: the sentence has named a receiver before. */
function receivers(sheet: Sheet, start: number, end: number, received = false): { to: string[]; copy: string[] } {
  const read = (until: RegExp) => {
    const passed = until.exec(sheet.folded.slice(start, end))
    const folded = sheet.folded.slice(start, passed ? start + passed.index : end)
    return { to: bodiesIn(folded, TO, sheet.text.slice(start, end)), copy: bodiesIn(folded, COPY, sheet.text.slice(start, end)) }
  }
  const handed = read(new RegExp(`${PASSED_ON.source}|${HANDED_ON.source}`))
  return received || handed.to.length > 0 ? handed : read(PASSED_ON)
}

/** 由某办汇总后报上级: another's report, made of this one. */
const PASSED_ON = /[，；、]?(?:再|并)?(?:由|经)[^，。；]{2,30}(?:汇总|审核|审定|整理|把关)[^，。；]{0,6}(?:报|呈)/
/** 镇食安办汇总后报上级: the same where somebody received it before; else the first receiver that is named. */
const HANDED_ON = /[，；][^，。；\d]{2,20}[局办委室部站所心会](?:汇总|审核|审定|整理|把关)[^，。；]{0,6}(?:报|呈)/

const FURTHER = /^(?:并|同时|且|再|后|抄[送报])/

function bodiesIn(folded: string, pattern: RegExp, printed: string): string[] {
  for (const match of folded.matchAll(pattern)) {
    const list = (match[1] ?? match[2] ?? '').replace(/(?:并|同时|且|再)?抄[送报].*$/, '')
    // 报送1次监测结果至某局: the receiver stands behind 至
    const object = /^[^、]*[^、]至(?=[^、]{2})/.exec(list)?.[0].length ?? 0
    const at = match.index + match[0].indexOf(list) + object
    const names = splitNames(printed.slice(at, at + list.length - object)).map((name) =>
      name
        .replace(/[（(][^（()）]*(?:电话|联系|邮箱|传真)[^（()）]*[)）]$/, '')
        .replace(/(?:备案|备查|汇总|邮箱|审定|审核|审批|批准|办公)$/, ''),
    )
    // 形成报告并通报相关单位: what follows a binder is another doing, not a receiver
    const bodies = names.filter((name) => isBody(fold(name)) && !FURTHER.test(fold(name)))
    if (bodies[0] !== undefined && bodies[0] === names[0]) return bodies
  }
  return []
}
