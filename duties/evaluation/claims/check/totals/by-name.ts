import type { Finding } from '../../contract.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { ledgerOf, ofAll, type Entry } from '../ground/ledger.ts'
import { after, before, finding, group, isCount, isExact, lead, named, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** Parts and wholes that stand sections apart and are found by their names: `小作坊420家` … `入驻小作坊468家`; what three departments did, told one by one. */
export const checkByName = (paper: Paper): Finding[] => {
  const all = ledgerOf(paper).filter(({ figure }) => isCount(figure) && isExact(figure) && figure.bracketOf === null)
  return [...larger(paper, all), ...addedUp(paper, all)]
}

/** Deeds that may be done to one thing several times, or to others than are counted. */
const again = /检查|抽检|检测|监测|培训|督导|督查|走访|巡查|巡检|出动|发放|宣传|受理|查办|罚没|投入|处罚|责令|约谈|指导|服务|覆盖|惠及|评价|办理|办结|登记|许可|核发|注销|累计|考核|抽查|应|计划|目标|新增|净增|改造|下达|到/
const places = /[一-鿿]{2,6}(?:中心|站|点|室|平台)/g
const otherTime = /上年|去年|同期|历年|以来|累计|目标|计划|任务|力争|预计|到20\d{2}年|另|每|平均|全[省国]|[由从比较](?!例|重|大)|\d年[^，。；]{0,4}共/
const heads = /(?:^|的)(行政村|村|社区|乡镇|学校|食堂|农贸市场|小作坊|生产企业|餐饮单位|监管所)$/
const partly = /其中|部分|首批|新|重点|试点|示范|规模|另|入驻|不|未|无/

/** `全县现有小作坊420家` and, sections on, `入驻小作坊468家`: what is told of some of them shows more than there are. */
function larger(paper: Paper, all: readonly Entry[]): Finding[] {
  const stock = group(
    all.filter(({ figure, thing, deed }) => deed === '' && thing.length > 1 && figure.partOf === null && ofAll(paper, figure) && !otherTime.test(lead(paper, figure, 20)) && !partly.test(lead(paper, figure, 16))),
    ({ thing, figure }) => `${heads.exec(thing)?.[1]?.replace('行政村', '村') ?? thing}|${sort(figure)}`,
  )
  const found = group(
    all.filter(({ thing, deed }) => thing.length > 1 && /^(?:检出|发现|查出|排查|移送|公布|公示|通报|曝光)$/.test(deed)),
    ({ thing, figure }) => `${thing}|${sort(figure)}`,
  )
  return all.flatMap((part) => {
    const { figure, thing, deed } = part
    const words = lead(paper, figure, 30)
    if (otherTime.test(words) || !ofAll(paper, figure)) return []
    const head = heads.exec(figure.told.subject)?.[1]?.replace('行政村', '村') ?? heads.exec(thing)?.[1]?.replace('行政村', '村') ?? thing
    // the words about it name it themselves
    const said = `${words}${tail(paper, figure, 10)}`.includes(head.slice(-2))
    const once = said && !again.test(`${deed}${words.replaceAll(places, '')}`) && (deed !== '' || /的[一-鿿]{1,6}$/.test(words))
    // 智慧农贸市场, 参与行动的养殖场: the name ends as that of all there are
    const ending = [6, 5, 4, 3].map((length) => thing.slice(-length)).find((name) => stock.has(`${name}|${sort(figure)}`))
    const counted = once || (ending !== undefined && ending !== thing && !again.test(`${deed}${words.replaceAll(places, '')}`)) ? (stock.get(`${head}|${sort(figure)}`) ?? stock.get(`${ending}|${sort(figure)}`)) : undefined
    const [whole] = (counted === undefined || counted.length > FEW ? [] : counted).filter((one) => one.figure !== figure && paper.paragraphs[one.figure.sentence] !== paper.paragraphs[figure.sentence] && one.figure.start < figure.start).toSorted((a, b) => b.figure.value - a.figure.value)
    if (whole && exceeds(figure, whole.figure)) return [say(paper, figure, whole.figure)]
    const step = /^(.*?(?:样品|食品|产品|问题|隐患|线索|案件))(?:的)?(?:核查|处置|整改|办结|完成|立案|侦查)/.exec(thing + deed)?.[1] ?? (/移送的?(?:[一-鿿]{0,4})案件[一-鿿]{0,4}(?:立案|侦查|侦破)/.test(words) ? '案件' : undefined)
    const sources = step === undefined ? undefined : found.get(`${step}|${sort(figure)}`)?.slice(0, 40).filter((one) => one.figure.start < figure.start)
    const [source] = (sources ?? []).toSorted((a, b) => b.figure.value - a.figure.value)
    return source && exceeds(figure, source.figure) ? [say(paper, figure, source.figure)] : []
  })
}

/** What is counted under one name more often is a row or a table. */
const FEW = 5
const exceeds = (part: Figure, whole: Figure): boolean => part.low > whole.high && part.value < 4 * whole.value

const say = (paper: Paper, part: Figure, whole: Figure): Finding =>
  finding(paper, [part, whole], {
    verdict: 'doubtful',
    kind: 'part-whole',
    calculation: `${show(part.value)} > ${show(whole.value)}${whole.unit}`,
    explanation: `“${named(part)}”多于文中另一处的“${named(whole)}”；若它不是后者的一部分，或含以前年度的，则无误。`,
  })

const several = /各(?:部门|单位|有关|相关|级|成员|类|项|地|县|区)|(?:[两二三四五六七八]|\d)(?:个)?(?:部门|家[一-鿿]{0,4}单位|环节|领域|类|项|方面|级)|合计|总计|总共|分别由/
const doer = /方面|环节|领域|^[\s(（]*对|部门|[局委厅办]|公安|法院|检察|海关|教育|农业|市场|卫生|林业|粮食|商务|城管/
/** Deeds of which several tell their own. Data, not rules. */
const families: readonly RegExp[] = [/抽检|监测|检测|抽样/, /查办|查处|立案|办结/, /检查|巡查/, /投入|安排|列支|落实|支出|使用|统筹/, /受理|接收/, /培训/]
/** `农业农村、市场监管、教育三部门共检查8640户次`, and what each of them did in a paragraph of its own. */
function addedUp(paper: Paper, all: readonly Entry[]): Finding[] {
  const paragraph = (one: Figure): number => paper.paragraphs[one.sentence] ?? 0
  return families.flatMap((family) =>
    [...group(all.filter(({ figure }) => figure.partOf === null && family.test(lead(paper, figure))).map(({ figure }) => figure), ({ unit }) => unit).values()].flatMap((same) =>
      same.length < 3 || same.length > 60
        ? []
        : same.flatMap((whole) => {
            const words = lead(paper, whole, 40)
            if (otherTime.test(words) || whole.value < 20 || !ofAll(paper, whole)) return []
            const first = new Map<number, Figure>()
            for (const one of same) if (one.start > whole.end && paragraph(one) !== paragraph(whole) && !first.has(paragraph(one)) && !otherTime.test(lead(paper, one, 20))) first.set(paragraph(one), one)
            const parts = [...first.values()]
            if (parts.length < (several.test(words) ? 2 : 3) || !(several.test(words) || /^[^。；]{0,12}(?:用于|包括|分为|涵盖)/.test(after(paper, whole, 24))) || parts.length > 8 || parts.some((one) => one.low >= whole.high)) return []
            if (parts.some((one) => !doer.test(before(paper, one, 40)) && !/抽检|监测|检测/.test(lead(paper, one)))) return []
            const total = sum(parts)
            const near = total.low < 1.2 * whole.high && total.high > 0.8 * whole.low
            if (!near || some(parts, whole) || same.some((one) => one !== whole && !parts.includes(one) && meet(total, one))) return []
            return [
              finding(paper, [whole, ...parts], {
                verdict: 'doubtful',
                kind: 'total',
                calculation: `${parts.map(printed).join(' + ')} = ${show((total.low + total.high) / 2)}，所列 ${printed(whole)}`,
                explanation: '文中各处分别所列的数之和与所列的总数不符；若另有未列出的部分或时间、范围不同则无误。',
              }),
            ]
          }),
    ),
  )
}

/** Whether some of the parts, two or more, make the whole. */
function some(parts: readonly Figure[], whole: Figure): boolean {
  for (let chosen = 3; chosen < 2 ** parts.length; chosen++) {
    const own = parts.filter((_, at) => chosen & (1 << at))
    if (own.length > 1 && meet(sum(own), whole)) return true
  }
  return false
}
