import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import {
  before,
  between,
  finding,
  inSentence,
  isCount,
  isExact,
  isIncrement,
  lead,
  named,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** A part or a later step larger than what it comes of, where no rate and no list says so. Each leaves a doubt. */
export function checkChains(paper: Paper): Finding[] {
  return paper.figures.flatMap((figure) => {
    if (!isCount(figure) || !isExact(figure) || figure.cell !== null || figure.bracketOf !== null || figure.value < 2) return []
    const whole = [step, amongThose, amongAll, opened, namedWhole, namedHas, remaining, ranked, above, sumSoFar, ofAllThere]
      .map((find) => find(paper, figure))
      .find((one) => one !== undefined)
    return whole ? [say(paper, figure, whole)] : []
  })
}

const otherTime = /比|较(?!大|高)|上年|去年|同期|目标|计划|任务|力争|另|每|各(?![类级地项方县市])|平均|结转|往年|增|减/
const smaller = (paper: Paper, one: Figure, figure: Figure): boolean =>
  one !== figure &&
  isCount(one) &&
  isExact(one) &&
  sort(one) === sort(figure) &&
  one.cell === null &&
  figure.low > one.high &&
  one.low > 0 &&
  one.bracketOf === null &&
  !isIncrement(paper, one)
const plain = (paper: Paper, figure: Figure): boolean => !otherTime.test(lead(paper, figure, 20)) && !isIncrement(paper, figure)
const here = (paper: Paper, figure: Figure): Figure[] =>
  inSentence(paper, figure.sentence).filter((one) => one.end <= figure.start && isCount(one) && sort(one) === sort(figure))

/** Steps of one business, each done only to what the step before it brought. */
const steps: readonly (readonly [later: RegExp, sooner: RegExp])[] = [
  [/结案|办结|审结|移送|移交|曝光|查实|属实|核实|答复|回复|反馈/, /立案|查处|查办|受理|接到|接收|收到|举报|投诉|线索|督办|交办/],
  [/整改|销号|改正|复查|整治到位/, /发现|排查|排查出|检出|隐患|问题|责令|下达|发出/],
  [/侦破|侦查|告破|起诉|批捕|判决/, /移送|移交/],
  [/确认/, /阳性|初筛|疑似/],
  [/完成/, /核查处置|启动处置/],
  [/合格|通过|阳性|不合格|检出|确认/, /检测|抽检|检验|抽样|样品|抽考|考核|参评|参加|阳性/],
  [/回函|收回|回收|采纳|采用/, /发出|发放|提出|征集|收到/],
  [/接通|完成访问|有效|表示|知晓|满意/, /访问|调查|发放|回收|收回|问卷|访谈/],
  [/实训|实际参|参训|结业|取证|发证|录用|入选|获奖|命名|授牌|中标/, /报名|应训|申报|推荐|培训|参评|申请|参选/],
  [/在线|联网|接入|对接|上线/, /安装|接入|配备|建成|企业|单位/],
]
/** `受理举报214件，查实228件`: the later step shows more. What was taken over from before has room. */
function step(paper: Paper, figure: Figure): Figure | undefined {
  const words = lead(paper, figure, 12).replace(/^.*[)）]/, '')
  if (!plain(paper, figure) || /共|总|累计/.test(words)) return undefined
  // what goes to the police is among the cases of the sentence before
  const own = here(paper, figure)
  const all =
    own.length === 0 && /移送/.test(words) && paper.paragraphs[figure.sentence - 1] === paper.paragraphs[figure.sentence]
      ? inSentence(paper, figure.sentence - 1).filter((one) => isCount(one) && sort(one) === sort(figure))
      : own
  const found = all.filter((one) => {
    const sooner = `${lead(paper, one, 16)}${one.measure}${tail(paper, one, 8)}`
    return (
      !otherTime.test(lead(paper, one, 16)) &&
      steps.some(([later, first]) => later.test(words) && first.test(sooner) && !later.test(lead(paper, one, 8)))
    )
  })
  const largest = found.toSorted((a, b) => b.value - a.value)[0]
  // what goes to the police or the courts is told last
  const joined =
    largest !== undefined &&
    (!/；/.test(between(paper, largest, figure)) || (/移送|移交/.test(words) && /立案|查/.test(lead(paper, largest, 16))))
  return largest && joined && smaller(paper, largest, figure) ? largest : undefined
}

/** `这10家中又有13家`, `其余7家中…`. */
function amongThose(paper: Paper, figure: Figure): Figure | undefined {
  const last = here(paper, figure).at(-1)
  return last &&
    smaller(paper, last, figure) &&
    /^[一-鿿“”]{0,14}(?:中|里|内)，?(?:又|还|仅|只|已|仍|共|另)?(?:有)?$/.test(between(paper, last, figure))
    ? last
    : undefined
}

/** `新购设备36台（套），主要有速测仪46台`. */
function amongAll(paper: Paper, figure: Figure): Figure | undefined {
  const last = here(paper, figure).at(-1)
  const words = last ? between(paper, last, figure).replaceAll(/\([^()]*\)/g, '') : ''
  return last &&
    smaller(paper, last, figure) &&
    plain(paper, last) &&
    /^[一-鿿]{0,10}[，：](?:主要有|主要是|主要包括|包括|包含|含|其中有?|里面)[一-鿿“”]{1,14}$/.test(words)
    ? last
    : undefined
}

/** `…1253家，建成率90%。其中接入平台的1441家`: more than any count of the sentence before. */
function opened(paper: Paper, figure: Figure): Figure | undefined {
  const { start } = paper.document.sentences[figure.sentence]!
  if (!/^\s*其中/.test(paper.text.slice(start, start + 6)) || here(paper, figure).length > 0) return undefined
  const above = inSentence(paper, figure.sentence - 1).filter((one) => isCount(one) && sort(one) === sort(figure))
  const largest = above.toSorted((a, b) => b.value - a.value)[0]
  // many times as many are not of it
  return largest && smaller(paper, largest, figure) && figure.value <= 4 * largest.value ? largest : undefined
}

/** `覆盖731家生产主体。生产主体中，规模以上936家`: the name before 中 is that of a count before. */
function namedWhole(paper: Paper, figure: Figure): Figure | undefined {
  const name = /(?:^|[，。；：])(?:在|上述|全部)?([一-鿿]{3,10})中，[^，。；]{0,12}$/.exec(before(paper, figure, 40))?.[1]
  if (name === undefined || here(paper, figure).length > 0) return undefined
  const all = countsLike(paper, figure).filter(
    (one) =>
      one.start < figure.start &&
      figure.start - one.start < 400 &&
      (bare(one.subject).endsWith(bare(name)) || tail(paper, one).startsWith(name)),
  )
  const last = all.at(-1)
  return last && smaller(paper, last, figure) ? last : undefined
}

/** `单位食堂2146户，单位食堂中又有学校食堂…`, `规模以上96家；规模以上企业有…`: the name that has them was counted just before. */
function namedHas(paper: Paper, figure: Figure): Figure | undefined {
  const name = /(?:^|[，。；：])(?:在|上述|全部)?([一-鿿]{3,10}?)(?:中|里)?(?:又|还|已|也|仍)?有[一-鿿]{0,8}$/.exec(
    before(paper, figure, 40),
  )?.[1]
  if (name === undefined || /共$|[现实设建拥持]$|[全我本][市县区州]/.test(name)) return undefined
  const last = countsLike(paper, figure).findLast(
    (one) =>
      one.end <= figure.start &&
      figure.start - one.start < 120 &&
      (bare(one.subject).endsWith(bare(name)) ||
        lead(paper, one, 12).endsWith(name) ||
        tail(paper, one).startsWith(name) ||
        lead(paper, one, 12).endsWith(name.slice(0, 4))),
  )
  return last && smaller(paper, last, figure) && !otherTime.test(lead(paper, last, 8)) ? last : undefined
}

/** `发现问题1365个…，仅余1713个未整改`: what is left is no more than there was. */
function remaining(paper: Paper, figure: Figure): Figure | undefined {
  if (!/(?:仅|只|尚|还)[余剩]$|^剩余$/.test(lead(paper, figure, 12))) return undefined
  const near = paragraphOf(paper, figure.sentence).filter(
    (one) => one.end <= figure.start && figure.sentence - one.sentence < 3 && isCount(one) && sort(one) === sort(figure),
  )
  const largest = near.toSorted((a, b) => b.value - a.value)[0]
  return largest && smaller(paper, largest, figure) && plain(paper, largest) ? largest : undefined
}

/** `群众点单3312人次，…前三位…依次为3832人次、…`: the first of a rank is among all. */
function ranked(paper: Paper, figure: Figure): Figure | undefined {
  if (!/(?:前|排名?前|居前)[两二三四五六七八九十\d][位名类项].{0,40}(?:依次|分别)为?$/.test(before(paper, figure, 60))) return undefined
  const near = paragraphOf(paper, figure.sentence).filter(
    (one) => one.end <= figure.start && figure.sentence - one.sentence < 2 && isCount(one) && sort(one) === sort(figure),
  )
  const largest = near.toSorted((a, b) => b.value - a.value)[0]
  return largest && smaller(paper, largest, figure) ? largest : undefined
}

/** `办结案件2356件…。罚没10万元以上的大要案2672件`: those above a mark are among all of their paragraph. */
function above(paper: Paper, figure: Figure): Figure | undefined {
  if (!/\d[万亿]?[一-鿿]{1,2}以[上下]的[一-鿿]{0,4}$/.test(lead(paper, figure, 24))) return undefined
  const near = paragraphOf(paper, figure.sentence).filter((one) => one.end <= figure.start && isCount(one) && sort(one) === sort(figure))
  const largest = near.toSorted((a, b) => b.value - a.value)[0]
  return largest && smaller(paper, largest, figure) ? largest : undefined
}

/** `评选示范单位1212家，累计达1140家`: what was added this year is among all there are. */
function sumSoFar(paper: Paper, figure: Figure): Figure | undefined {
  const next = inSentence(paper, figure.sentence).find((one) => one.start >= figure.end)
  if (!next || !smaller(paper, next, figure)) return undefined
  return /^[^，。；]{0,10}，(?:使)?[一-鿿]{0,8}(?:累计|总数|总量)(?:共|已)?(?:达到?|为|有)?$/.test(between(paper, figure, next))
    ? next
    : undefined
}

/** `共有人员74人，高级工程师91人`, `全市447家食堂…，责令改正514家`: more than all there are. */
function ofAllThere(paper: Paper, figure: Figure): Figure | undefined {
  if (
    figure.partOf !== null ||
    /共|总|累计|合计|全[市县区省]|次$/.test(lead(paper, figure, 20)) ||
    otherTime.test(lead(paper, figure, 20).replace(/新增/, ''))
  )
    return undefined
  const all = here(paper, figure).filter((one) => one.partOf === null)
  const largest = all.toSorted((a, b) => b.value - a.value)[0]
  if (!largest || !smaller(paper, largest, figure) || otherTime.test(lead(paper, largest, 16))) return undefined
  const words = between(paper, largest, figure)
  if (words.length > 40 || /[。；：]|、$|等/.test(words)) return undefined
  const fresh = /新(?:增|培育|认定|建|发|设)/.test(lead(paper, figure, 12)) && /户|家|个|所|处|人|名/.test(figure.unit)
  const standing = /(?:共有|现有|实有|全[市县区州])$|(?:共有|现有|实有|建有|设有)[一-鿿]{2,8}$/.test(lead(paper, largest, 20))
  // a count of visits or of another thing may be larger: 全市447家食堂，检查894家次
  const another =
    bare(figure.subject) !== '' &&
    bare(figure.subject) !== bare(largest.subject) &&
    /食堂|企业|超市|市场|小作坊|摊|店/.test(lead(paper, figure, 12))
  // 4区3县，有86个镇; 8个镇、3个乡，计11个乡镇
  const layers = (one: Figure): boolean => /县|区|市|旗|镇|乡|街道|村|社区/.test(`${one.unit}${tail(paper, one, 5)}${one.subject.slice(-3)}`)
  if (layers(largest) && (layers(figure) || figure.unit === '个')) return undefined
  if (/^的?[一-鿿]{2,8}/.test(tail(paper, figure, 10)) && standing && /学校|乡镇|村|社区|县|区/.test(`${tail(paper, largest, 6)}${largest.subject}`)) return undefined
  return (fresh || standing) && !another ? largest : undefined
}

const say = (paper: Paper, figure: Figure, whole: Figure): Finding =>
  finding(paper, [figure, whole], {
    verdict: 'doubtful',
    kind: 'part-whole',
    calculation: `${show(figure.value)} > ${show(whole.value)}${whole.unit}`,
    explanation: `“${named(figure)}”多于“${named(whole)}”；若它不是后者的一部分，或含以前年度结转的，则无误。`,
  })
