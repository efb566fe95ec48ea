import type { Dated, Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/**
 * What happens to one thing comes in an order: a rule is drafted, passed, made known and then in force; a work is begun, finished, accepted and used; a case is
 * filed, decided and closed. Two days told of one thing in one sentence, or in two that follow one another, are laid against that order.
 */
export const checkLife = (paper: Paper): Finding[] => [...lives(paper), ...ends(paper), ...numbered(paper)]

/** Each row is the life of one sort of thing, in its order; words on one line of the same stage stand in no order. Data, not rules. */
const rows: readonly (readonly RegExp[])[] = [
  // a rule or a plan
  [/提请[^，。；]{0,8}审议|初次审议|起草|征求(?:了)?意见|公开征求|向社会征求/, /审议通过|通过(?!验收|评审|审查|考核|初评)|审定|批准(?!立项)|核准/, /公布|印发|颁布|出台|下发/, /(?:起)?(?:正式)?(?:施行|实施|生效|执行)|正式启动/, /废止|停止执行|(?:中期|终期|期末)评估/],
  // a revised plan, and what is done by it
  [/修订(?!后|的)|修编(?!后)|修改完善|重新制定/, /(?:依据|按照|根据|按|依照|运用|依)(?:新|重新)?(?:修订|修编|修改)(?:后|过)?的|新预案/],
  // a work
  [/立项|批复|可研/, /开工|动工|开建|奠基|破土/, /试运行|封顶|竣工|建成|完工|(?:建设|改造)完成/, /通过验收|竣工验收|验收合格|完成验收/, /投入使用|投用|交付|起(?:正式)?(?:承担|运行|运营|接收|提供)|投入运[行营]|启用|投产|开业|上线|正式运[行营]|入驻/, /停用|停止使用|拆除|关停|下线|退役/],
  // a right or a mark
  [/取得[一-鿿]{0,8}(?:资质|证书|许可)|获得[一-鿿]{0,8}(?:资质|证书|许可)|通过[一-鿿]{0,6}认证|挂牌/, /对外出具|开展(?:对外)?检验|出具/],
  // a case
  [/接到|接报|收到举报|发现[^，。；]{0,6}线索|受理/, /立案/, /作出(?:行政)?处罚|处罚决定|下达处罚/, /结案|办结/],
  [/移送(?:至)?(?:公安|司法|检察)|移交公安/, /公安(?:机关|局|部门)?(?:于)?[^，。；]{0,10}立案|立案侦查|刑事立案/, /刑事拘留|批捕|逮捕|抓获/, /移送(?:审查)?起诉|提起公诉|起诉/, /判决|宣判|判处/],
  // a sample
  [/抽取|抽样|采样|采集|抽检(?!结果|信息)/, /(?:出具|收到|取得|作出)[^，。；]{0,6}(?:报告|结论)|检出|检验完成|完成检验/, /送达|通报|公示|公布(?:结果)?/, /核查处置|处置完毕|召回/],
  // an examination
  [/(?:提出|递交|提交|报送|上报)[一-鿿]{0,8}申请|申请\(|的申请|申请[，。；)]|申报|自评|自查/, /受理/, /组织(?:了)?(?:专家|评价组|评审组|考核组|验收组|检查组|评价|初评|评审|验收|考核)|开展(?:了)?(?:省级)?(?:初评|评价|评审|验收|现场检查)|实施(?:了)?(?:初评|评价|评审)|进行(?:了)?(?:初评|评价|评审|验收)/, /反馈|通报结果/, /命名|授牌|授予/],
  [/获批|列入创建|获得[^，。；]{0,6}资格|启动创建|创建启动|申报创建|全面启动|开始创建|成为创建/, /通过(?:省级|国家|市级)?(?:中期|终期)?(?:评估|初评|评审|评价|验收|考核|复审)|命名|授牌|授予|摘牌/],
  // a drill
  [/(?:组织|开展|举行|举办)[^，。；]{0,12}演练/, /演练[^，。；]{0,4}(?:评估|总结|复盘)/],
  // a campaign
  [/启动|开始|开展|部署|动员/, /结束|收官|落幕|闭幕|圆满完成|全面完成/],
  // what has to be handed in when it is done
  [/^(?:底|末)?前(?:全部|全面)?完成|完成(?:全部|剩余|所有)?[^，。；]{0,10}(?:整改|任务|改造|整治)|整改(?:到位|完毕|完成)/, /(?:报送|上报|提交|报告)[一-鿿]{0,6}(?:整改|完成|总结|验收|申请)[一-鿿]{0,6}(?:报告|情况|总结)?|复查|验收|销号/],
]

type Deed = { readonly date: Dated; readonly from: string; readonly to: string; readonly words: string; readonly at: number; /** A day by which it is to be done. */ readonly due: boolean }

const printed = /^(?:(?:19|20)\d{2}年|\d{1,2}月)(?!度|以来)(?:(?!同期|季度|半年).)*$/
/** A month or a day, as first and last day in letters. */
function bounds({ period, text }: Dated): [string, string] | null {
  if (!printed.test(joined(text))) return null
  const [first, last = first] = period.replace(/^\//, '').split('/')
  return first && /^\d{4}/.test(first) ? [first, last!] : null
}

/** Days of a sentence with the words that go with each: from it to the next, or what stands before where nothing follows. */
function deedsOf(paper: Paper, start: number, end: number, dates: readonly Dated[]): Deed[] {
  const own = dates.filter((date) => date.start >= start && date.end <= end)
  return own.flatMap((date, at) => {
    const span = bounds(date)
    if (!span || /(?:比|较|与|同|截至|截止|自|从)$/.test(joined(paper.text.slice(Math.max(start, date.start - 3), date.start)))) {
      if (!span || !/[自从]$/.test(joined(paper.text.slice(Math.max(start, date.start - 3), date.start)))) return []
    }
    const until = own[at + 1]?.start ?? end
    // 《…办法》, the name of a paper tells no deed
    const words = joined(paper.text.slice(date.end, Math.min(until, date.end + 44)).replaceAll(/《[^》]*》/g, '')).split(/[；。]/)[0]!
    // a bracket opened before the day is closed behind it, and what it notes stands before it
    const closed = /^[)）]/.test(words)
    const ahead = joined(paper.text.slice(Math.max(own[at - 1]?.end ?? start, date.start - 30), date.start).replaceAll(/《[^》]*》/g, '')).split(/[；。]/).at(-1)!
    // 印发于2020年4月
    const told = /([一-鿿]{2,6})于$/.exec(ahead)?.[1]
    return [{ date, from: span[0], to: span[1], words: closed ? ahead : told !== undefined && /印发|公布|发布|建成|始建|成立|竣工|开工|通过|启用|立案|动工/.test(told) ? told : words, at, due: /^(?:底|末)?(?:之|以)?前/.test(words) }]
  })
}

const other = /另一|另外|此外|分别|其中|同时|上年|去年|前年|其他|[一二三]期[^，。；]{0,20}[一二三四]期|新[址楼馆][^，。]*[旧老]|[旧老][^，。]*新/
const clauseOf = (words: string): string => words.split('，').filter((one) => one !== '').slice(0, 2).join('，')

function lives(paper: Paper): Finding[] {
  const { dates, sentences } = paper.document
  let next = 0
  let before: { deeds: Deed[]; paragraph: number; start: number } | null = null
  return sentences.flatMap(({ start, end }, index) => {
    while (next < dates.length && dates[next]!.start < start) next++
    let to = next
    while (to < dates.length && dates[to]!.start < end) to++
    const own = dates.slice(next, Math.min(to, next + 12))
    if (own.length === 0) return []
    const deeds = deedsOf(paper, start, end, own)
    const paragraph = paper.paragraphs[index]!
    const last = before && before.paragraph === paragraph && start - before.start < 220 ? before.deeds : []
    before = { deeds, paragraph, start }
    return deeds.flatMap((later) => [...last, ...deeds].flatMap((earlier) => (earlier !== later ? pair(paper, earlier, later) : []))).slice(0, 2)
  })
}

/** Where a stage is told in the words that go with a day: the first of its row's. */
function stageOf(row: readonly RegExp[], words: string): { stage: number; at: number } | null {
  let found: { stage: number; at: number } | null = null
  row.forEach((form, stage) => {
    const at = form.exec(words)?.index
    if (at !== undefined && (found === null || at < found.at)) found = { stage, at }
  })
  return found
}

function pair(paper: Paper, one: Deed, two: Deed): Finding[] {
  for (const row of rows) {
    const [first, second] = [stageOf(row, clauseOf(one.words)), stageOf(row, clauseOf(two.words))]
    if (!first || !second || first.stage >= second.stage) continue
    const length = Math.min(one.from.length, two.to.length)
    // ends before the other begins; within one year that is told without months nothing is sure
    if (length < 4 || one.from.slice(0, length) <= two.to.slice(0, length)) continue
    const [left, right] = one.date.start < two.date.start ? [one, two] : [two, one]
    const middle = joined(paper.text.slice(left.date.end, right.date.start))
    // 2020年12月停用的旧楼: another thing
    if (right === two && /^[^，]{0,6}?(?:停用|开工|竣工|建成|立案|结束|通过|印发|启用)的/.test(two.words)) continue
    if (middle.length > 110 || other.test(middle + right.words.slice(0, 12)) || /[一二三四]期/.test(one.words + two.words) || one.due !== two.due && !(one.due && /^(?:依据|按)/.test(two.words))) continue
    const behind = right.words.slice(0, 30)
    // the second is told of the same thing where nothing new is named between
    const bare = !/[。；]/.test(middle) && /^[^，]{0,10}(?:，(?:并|后|且|随后|又|再|已|自|于|现已|该[一-鿿]{1,4}|一期)*)?$/.test(middle.replace(/^.*?(?=，)/, '')) && first.at < 8 && second.at < 5 && /^.{0,4}(?:[一-鿿]{2,4})?，?[^，]{0,3}$/.test(left.words.slice(left === one ? first.at : second.at).replace(/^[一-鿿]{2,4}/, '').slice(0, Math.max(0, middle.length - first.at - 4)))
    return [
      findingAt(paper, middle.length < 60 ? left.date.start : two.date.start, middle.length < 60 ? right.date.end : two.date.end + 1, {
        verdict: bare ? 'contradiction' : 'doubtful',
        kind: 'date',
        calculation: `${joined(one.date.text)}“${one.words.slice(0, 14)}”；${joined(two.date.text)}“${behind.slice(0, 14)}”`,
        explanation: `后一步的时间早于前一步${bare ? '。' : '；若所说的是两件事则无误。'}`,
      }),
    ]
  }
  return []
}

const day = '(?:于|为|是|在)?((?:19|20)\\d{2})年(\\d{1,2})月'
const firstAndLast = new RegExp(`(首[份期批个次场件例]|第一[份期批个次场件例]|最早)[^，。；\\d]{0,12}${day}[^。；\\d]{0,24}?(末[份期批个次场件例]|最后一[份期批个次场件例]|最晚|最近一[份期批个次场件例])[^，。；\\d]{0,12}${day}`, 'g')
/** `首份于2019年3月印发，末份于2021年2月印发`. */
const ends = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(firstAndLast)].flatMap((match) => {
    const [from, to] = [Number(match[2]) * 12 + Number(match[3]), Number(match[5]) * 12 + Number(match[6])]
    return from <= to ? [] : [say(paper, match.index, match[0], `“${match[1]}”${match[2]}年${match[3]}月，“${match[4]}”${match[5]}年${match[6]}月`, '所称最先的一个晚于最后的一个。')]
  })

const ordinal = /第([一二三四五六七八九])(次|批|期|场|轮|届|阶段)([^，。；\d]{0,14}?)(?:于|在|为)?(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:(\d{1,2})日)?/g
/** `第一次会议于3月2日召开，第二次会议于2月8日召开`. */
function numbered(paper: Paper): Finding[] {
  return paper.document.sentences.flatMap(({ start, end }) => {
    const found = [...paper.text.slice(start, end).matchAll(ordinal)]
    return found.slice(1).flatMap((match, at) => {
      const last = found[at]!
      if (last[2] !== match[2] || '一二三四五六七八九'.indexOf(match[1]!) !== '一二三四五六七八九'.indexOf(last[1]!) + 1) return []
      const year = [last[4] ?? '', match[4] ?? last[4] ?? '']
      if (year[0] === '' && year[1] !== '') return []
      const of = (one: RegExpExecArray, of: string): number => (Number(of) * 12 + Number(one[5])) * 40 + Number(one[6] ?? 0)
      const [one, two] = [of(last, year[0]!), of(match, year[1]!)]
      if (one <= two || (match[6] === undefined) !== (last[6] === undefined)) return []
      return [say(paper, start + match.index, match[0], `“${joined(last[0])}”之后“${joined(match[0])}”`, '次序在后的一次时间却在前。')]
    })
  })
}

const say = (paper: Paper, at: number, text: string, calculation: string, explanation: string): Finding =>
  findingAt(paper, at, at + text.length, { verdict: 'contradiction', kind: 'date', calculation, explanation })
