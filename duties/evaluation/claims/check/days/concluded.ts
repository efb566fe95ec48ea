import type { Dated, Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/**
 * What comes behind another thing in a paper's own story: what is decided on an examination behind the examination (经…会议研究，同意通过初评), and what is checked behind
 * the day up to which its figures count.
 */
export const checkConcluded = (paper: Paper): Finding[] => [...decided(paper), ...gathered(paper), ...summedUp(paper)]

const examined = /^[^。；，]{0,16}，?[^。；，]{0,12}(?:开展|进行|实施|组织|完成)(?:了)?[^。；，]{0,14}(?:初评|评审|评价|验收|考核|检查|核查|评估|测评|督查)/
const deciding = /^，?[^。；，]{0,18}(?:会议?|办公会|委员会|常务会|审议|专题会)(?:研究|审议|讨论|审定|集体研究|通过)/
const agreed = /同意|通过|认为|决定|形成|推荐|评定|认定/
const full = (period: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(period)
const behind = (paper: Paper, { end }: Dated, length = 50): string => joined(paper.text.slice(end, end + length))

/** The only examination of the paper, and the meeting whose word on it the paper gives. */
function decided(paper: Paper): Finding[] {
  const { dates } = paper.document
  const spans = dates.filter((one) => full(one.period) && examined.test(behind(paper, one).replace(/^(?:至|到|—|-|~)\d{1,2}日/, '')) && (one.period.includes('/') || /^(?:至|到|—|-|~)\d{1,2}日/.test(behind(paper, one))))
  const [span] = spans
  if (!span || spans.length > 1) return []
  return dates.flatMap((one) => {
    if (one.start < span.end || !full(one.period) || one.period.includes('/') || one.period >= span.period.slice(0, 10)) return []
    const opens = /(?:^|[。；\n，])$/.test(joined(paper.text.slice(Math.max(0, one.start - 2), one.start))) || paper.text[one.start - 1] === '\n'
    if ((!/[经由]$/.test(joined(paper.text.slice(Math.max(0, one.start - 2), one.start))) && !(opens && /评审|初评|验收|评价|检查/.test(behind(paper, one, 60)))) || !deciding.test(behind(paper, one)) || !agreed.test(behind(paper, one, 60).split('。')[0]!) || /方案|部署|安排|计划/.test(behind(paper, one, 40).split('。')[0]!)) return []
    return [say(paper, one, `${one.period} 早于 ${span.period.replace('/', '至')}`, '对评审、检查作出结论的会议早于评审、检查本身；若会议研究的是另一事项则无误。')]
  })
}

const summing = /((?:19|20)\d{2})年(\d{1,2})月(?:\d{1,2}日)?，[^。；\n]{0,24}(?:总结|通报|公布|验收)[^。；\n\d]{0,12}?(?<![\d至—-])(\d{1,2})月(?:份)?(?:(?:至|—|-)(\d{1,2})月)?(?:份)?[^。；，\n\d]{0,14}(?:情况|结果|成效|整治|检查|抽检)/g
/** `2022年11月8日，县政府召开总结会，通报9月至10月集中整治情况`. */
const summedUp = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(summing)].flatMap((match) => {
    const [month, from, last] = [Number(match[2]), Number(match[3]), Number(match[4] ?? match[3])]
    // early in a year it is of the year before
    if (last <= month || month < 3 || from > last || last > 12 || /计划|将|拟|部署|安排|方案/.test(match[0])) return []
    return [findingAt(paper, match.index, match.index + match[0].length, { verdict: 'doubtful', kind: 'date', calculation: `${match[1]}年${month}月，所总结的至 ${last}月`, explanation: '总结、通报早于所总结的时间；若所说的是上一年则无误。' })]
  })

const upTo = /(?:数据|数字|资料|情况)[^。；，]{0,16}(?:截至|截止|截止到)$/
const checks = /^(?:[上中下]旬|[底初末])?，?[^。；]{0,36}(?:自查|自评|自检|梳理|汇总|评估|统计|盘点)/
/** `9月上旬，市食安办组织了自查，…文中数据均截至10月底`: nothing is gathered before it is there. */
function gathered(paper: Paper): Finding[] {
  const { dates } = paper.document
  return dates.flatMap((until) => {
    if (!upTo.test(joined(paper.text.slice(Math.max(0, until.start - 30), until.start)))) return []
    const to = until.period.split('/').at(-1)!
    return dates.flatMap((one) => {
      const [from = '', last = from] = one.period.split('/')
      const length = Math.min(last.length, to.length)
      const middle = paper.text.slice(one.end, until.start)
      if (one.end > until.start || until.start - one.end > 160 || length < 7 || last.slice(0, length) >= to.slice(0, length) || /\n/.test(middle) || !checks.test(behind(paper, one)) || /此后|随后|再次/.test(middle)) return []
      return [say(paper, one, `${joined(one.text)} 早于数据截止的 ${to}`, '所述自查、汇总早于其数据所截至的时间；若数据是其后补充的则无误。')]
    })
  })
}

const say = (paper: Paper, { start, end }: Dated, calculation: string, explanation: string): Finding =>
  findingAt(paper, start, end, { verdict: 'doubtful', kind: 'date', calculation, explanation })
