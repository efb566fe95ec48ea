import { ofAll } from '../ground/ledger.ts'
import { isCount, isExact, isIncrement, isMean, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { isLevel } from './times.ts'

/** What a paper has in all, told anywhere in it: the towns, the firms, the officers. */

const partial = /新增|新建|其中|每|平均|上年|去年|同期|年初|目标|计划|力争|任务|另|部分|其余|剩|未|不合格|试点|抽|培训|比|较|约谈|下线|注销|[一二三四]季度|上半年|检查|整改|立案|分别|依次|开展|建成|完成|评/
/** What has more is tables or many papers in one. */
const MOST = 1500
const made = new WeakMap<Paper, readonly Figure[]>()
function stocksOf(paper: Paper): readonly Figure[] {
  const known = made.get(paper)
  if (known) return known
  const all = paper.figures.filter((one) => isCount(one) && isExact(one) && isLevel(paper, one) && one.value > 1 && one.bracketOf === null && ofAll(paper, one) && !isIncrement(paper, one) && !isMean(paper, one) && !partial.test(lead(paper, one, 16)))
  made.set(paper, all.slice(0, MOST))
  return made.get(paper)!
}

const plain = (words: string): string => words.replaceAll(/\([^()]*\)|[“”]/g, '')
const opener = /^(?:食品|全部|所有|持证|在册|获证|登记)+/
/** Whether a count is of just what a name says: `116个乡镇（街道）`, `食品生产企业1036户`; no `乡镇监管所`. */
function called(paper: Paper, one: Figure, name: string): boolean {
  const behind = plain(tail(paper, one, 16)).replace(/^的/, '')
  const ahead = plain(lead(paper, one, 20)).replace(/(?:共有?|现有|实有|总数|共计|数量|[为有达])+$/, '')
  return (behind.startsWith(name) && /^(?:$|[均都全中里共])/.test(behind.slice(name.length))) || (behind === '' && ahead.endsWith(name))
}

/** The one number that a paper gives of a thing, by its name and unit; undefined where it gives none or several. */
export function stockNamed(paper: Paper, name: string, unit: string, rim = ''): Figure | undefined {
  const known = asked.get(paper) ?? new Map<string, Figure | undefined>()
  asked.set(paper, known)
  const key = `${name}|${sort({ unit })}|${rim !== ''}`
  if (!known.has(key)) known.set(key, find(paper, name, unit, rim))
  return known.get(key)
}
const asked = new WeakMap<Paper, Map<string, Figure | undefined>>()
function find(paper: Paper, name: string, unit: string, rim: string): Figure | undefined {
  if (name.length < 2 && !/[县区镇村]/.test(name)) return undefined
  // 每个县（区）: of all that are so called together, not of the 县 alone
  const several = name.length < 2 && rim !== ''
  const same = stocksOf(paper).filter((one) => (unit === '' || sort(one) === sort({ unit })) && called(paper, one, name) && (name.length > 1 || /^(?:的)?[县区镇村](?:[(、和及]|[县区镇村])/.test(tail(paper, one, 6)) === several))
  return new Set(same.map(({ value }) => value)).size === 1 ? same[0] : undefined
}

/** What 每 stands before: its unit and its name; 人均 and 户均 have none. */
export function heldBy(each: string): { readonly unit: string; readonly name: string } {
  const unit = /^[个家名户所支只台处项条座间位]/.exec(each)?.[0] ?? ''
  const name = plain(each.slice(unit.length)).replace(/(?:配备|配有|设|包保|抽考|检查|联系|负责|服务|有|投入|安排|保险|承担|监管|管理|完成|约|为|拥有|建成|培训|覆盖).*$/, '').replace(opener, '')
  return { unit, name: name.slice(0, 6) }
}

/** All whom the officers look after: the largest number of that unit, where it is called so. */
export function keptOf(paper: Paper, like: Figure): Figure | undefined {
  const same = stocksOf(paper).filter((one) => one.unit === like.unit && /主体|经营者|监管对象|单位|企业/.test(`${one.subject}${lead(paper, one, 20)}${tail(paper, one, 10)}`))
  const most = Math.max(...same.map(({ value }) => value))
  return same.find(({ value }) => value === most)
}
