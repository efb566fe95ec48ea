import type { Finding } from '../../contract.ts'
import { meet, show } from '../ground/interval.ts'
import {
  before,
  finding,
  group,
  isCount,
  isExact,
  isIncrement,
  isMean,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** One count told twice in the same bare words, sections apart: `全县62所学校…全县64所学校`, `立案570件…全年立案507件`. */
export function checkSaidAgain(paper: Paper): Finding[] {
  const kept = paper.figures.flatMap((figure) => {
    const name = nameOf(paper, figure)
    return name === null ? [] : [{ figure, name }]
  })
  return [...group(kept, ({ name, figure }) => `${name}|${sort(figure)}`).values()].flatMap((same) => {
    const [first, ...rest] = same.map(({ figure }) => figure)
    const other = rest.find((one) => differs(paper, first!, one))
    if (!other || same.filter(({ figure }) => meet(figure, other)).length > 1) return []
    return [
      finding(paper, [other, first!], {
        verdict: 'doubtful',
        kind: 'two-values',
        calculation: `${printed(first!)}；${printed(other)}`,
        explanation: `两处所说似为同一事项而数不同（相差 ${show(Math.abs(first!.value - other.value), 2)}）；若时间、范围或口径不同则无误。`,
      }),
    ]
  })
}

const scope =
  /^(?:截至[^，]{2,14}，)?(?:20\d{2}年|全年|今年|本年|目前)?(?:，)?(?:全[市县区州]|我[市县区]|辖区)?(?:共|共有|累计|现有|总共|已|共计)?/
const deeds =
  /^(?:立案|立案查处|查办案件|查处案件|办理案件|结案|受理投诉举报|受理举报|接到投诉举报|检查|完成抽检|抽检|监督抽检|完成食品安全抽检|罚没款|培训|出动执法人员|召开会议)$/
const campaign = /专项|春节|中秋|节日|期间|行动|环节|上半年|下半年|季度|月|整治|校园|其中|同期|去年|上年|比|较|计划|目标|任务|每|平均|近|涉/

/** The bare name of what a figure counts, where nothing narrows it; null where something does. */
function nameOf(paper: Paper, figure: Figure): string | null {
  if (
    !isCount(figure) ||
    !isExact(figure) ||
    figure.cell !== null ||
    figure.bracketOf !== null ||
    figure.partOf !== null ||
    figure.value < 20
  )
    return null
  if (isIncrement(paper, figure) || isMean(paper, figure)) return null
  const words = lead(paper, figure, 24)
  const name = words.replace(scope, '')
  const behind = tail(paper, figure, 16)
  if (deeds.test(name)) {
    const heading = paper.document.headings[figure.heading]?.title ?? ''
    return campaign.test(before(paper, figure, 50).replaceAll(/20\d{2}年/g, '')) || /专项|整治|校园|行动/.test(heading.slice(0, 16))
      ? null
      : name.replace(/^完成|案件$/g, '')
  }
  // 全县62所学校
  const noun = /^(?:的)?([一-鿿]{2,8}?)(?=[，。；、（(：]|校园|周边|均|全部|都|已|实现|开展|建立|共|中|的|内|$)/.exec(behind)?.[1]
  return /^全[市县区]$|^全[市县区](?:共有|现有|共|所有|全部)$/.test(words) && noun !== undefined && !/次$/.test(figure.unit)
    ? `全${noun.slice(0, 4)}`
    : null
}

function differs(paper: Paper, one: Figure, other: Figure): boolean {
  if (one.sentence === other.sentence || meet(one, other) || paper.paragraphs[one.sentence] === paper.paragraphs[other.sentence])
    return false
  const year = (figure: Figure): string | null => /((?:19|20)\d{2})年[^。]*$/.exec(before(paper, figure, 60))?.[1] ?? null
  const [first, second] = [year(one), year(other)]
  return (first === null || second === null || first === second) && one.value < 1.6 * other.value && other.value < 1.6 * one.value
}
