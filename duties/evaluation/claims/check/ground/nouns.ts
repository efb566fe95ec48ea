import { group, isCount, lead, sort, tail, type Figure, type Paper } from './paper.ts'

/** What figures are about, so that a share finds its base and a mean its count without comparing every figure with every other. */

const frame =
  /主要包括|其中包括|主要|包括|包含|其中|全市|全县|全区|全省|辖区内?|我市|市级|各级各类|各级|各类|总数|总量|总人数|总户数|的|共有|现有|登记在册|在册|共|已/g
export const bare = (noun: string): string =>
  noun
    .replaceAll(frame, '')
    .replace(/中(?:仍|已|尚|还)?有?$/, '')
    .replaceAll(/[\s“”"（）()、，]/g, '')
/** A deed done in one manner is a part of all that was done: 网上办理, 按期反馈. */
export const manner = /^(?:其中)?(?:网上|线上|按期|按时|及时|如期|当场|全程|远程|自助|限时|提前)/
const nouns = new WeakMap<Figure, string>()
export function noun(paper: Paper, figure: Figure): string {
  const known = nouns.get(figure)
  if (known !== undefined) return known
  const made = bare(figure.subject || lead(paper, figure, 20))
  nouns.set(figure, made)
  return made
}

/** So many counts of one noun are a table: its first rows are looked at. */
const MOST = 200

/** Counts of a paper by the last two characters of what they count. */
export type Counts = ReadonlyMap<string, readonly Figure[]>
const indexes = new WeakMap<Paper, Counts>()
export function countsOf(paper: Paper): Counts {
  const ready = indexes.get(paper)
  if (ready) return ready
  const all = group(
    paper.figures.filter((figure) => isCount(figure) && figure.low > 0),
    (figure) => noun(paper, figure).slice(-2),
  )
  const made = new Map([...all].map(([ending, same]) => [ending, same.slice(0, MOST)]))
  indexes.set(paper, made)
  return made
}

const sorts = new WeakMap<Paper, ReadonlyMap<string, readonly Figure[]>>()
/** Counts of one sort, and those whose noun ends with one sign (所, 村): in an endless table the first rows are looked at. */
export const countsOfSort = (paper: Paper, like: Figure): readonly Figure[] =>
  indexed(paper, sorts, (one) => sort(one)).get(sort(like)) ?? []
const endings = new WeakMap<Paper, ReadonlyMap<string, readonly Figure[]>>()
export const countsEnding = (paper: Paper, sign: string): readonly Figure[] =>
  indexed(paper, endings, (one) => one.subject.replace(/（.*$/, '').slice(-1)).get(sign) ?? []

function indexed(paper: Paper, all: WeakMap<Paper, ReadonlyMap<string, readonly Figure[]>>, key: (one: Figure) => string) {
  const made =
    all.get(paper) ??
    new Map([...group(paper.figures.filter(isCount), key)].map(([name, same]) => [name, same.slice(0, 5 * MOST)] as const))
  all.set(paper, made)
  return made
}

/** Counts of just that noun (`exact`), or of one that ends alike, nearest first. */
export function countsNamed(paper: Paper, name: string, near: Figure, exact: boolean): Figure[] {
  const wanted = bare(name)
  if (wanted.length < 2) return []
  return (countsOf(paper).get(wanted.slice(-2)) ?? [])
    .filter(
      (one) =>
        one.at !== near.at &&
        (exact ? noun(paper, one) === wanted : wanted.endsWith(noun(paper, one)) || noun(paper, one).endsWith(wanted)),
    )
    .sort((a, b) => Math.abs(a.at - near.at) - Math.abs(b.at - near.at))
    .slice(0, 20)
}

/** A count of the same sort with that value, whose noun ends alike: the base that would save a share. */
export const countWithin = (paper: Paper, low: number, high: number, like: Figure, names: readonly string[] = []): Figure | undefined =>
  [noun(paper, like), ...names.map(bare)]
    .flatMap((name) => countsOf(paper).get(name.slice(-2)) ?? [])
    .find((one) => one.at !== like.at && sort(one) === sort(like) && one.value >= low && one.value <= high)

/** `687家学校食堂实现…` are those of the canteens that did, `对265家企业开展…` and `214家企业全部…` are all of them. */
export function doesMore(paper: Paper, figure: Figure): boolean {
  const rest = tail(paper, figure).replace(/^的/, '')
  const at = rest.startsWith(figure.subject) ? figure.subject.length : 0
  return rest.slice(at) !== '' && !/^(?:中|里|全部|均|都|[()“”、])/.test(rest.slice(at)) && !/对|将|全部|所有/.test(lead(paper, figure))
}
