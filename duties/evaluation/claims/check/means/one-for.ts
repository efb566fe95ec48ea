import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { countsLike } from '../ground/near.ts'
import { findingAt, isCount, isExact, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** `执法车90辆，每8人一辆`, `快检车24辆，平均两个乡镇一辆`: so many for one, by the two counts that are told before and behind. */
const said = /(?:平均|每|相当于|约)+(?<many>\d+(?:\.\d+)?|[两二三四五六七八九十]+)(?<unit>[个名家户所座])?(?<name>[一-鿿]{0,6}?)(?:就|共用|共享|拥有|配备|配置|配|设|有)*(?:一|1)(?<one>[辆台套个名家所座处人间支])(?![一-鿿]?[次年月])/g
export const checkOneFor = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }, sentence) =>
    [...paper.text.slice(start, end).matchAll(said)].flatMap((match) => {
      const { many = '', unit = '', name = '', one = '' } = match.groups ?? {}
      const told = /\d/.test(many) ? Number(many) : hanNumber(many.replace('两', '二'))
      const at = start + match.index
      const near = (figure: Figure): boolean => figure.cell === null && isCount(figure) && isExact(figure) && figure.value > 1 && Math.abs(figure.sentence - sentence) < 3 && paper.paragraphs[figure.sentence] === paper.paragraphs[sentence] && (figure.end <= at || figure.start >= at + match[0].length)
      const own = countsLike(paper, { unit: one }).filter((figure) => near(figure) && figure.sentence === sentence && figure.unit === one)
      const holder = name === '' && unit === '' ? '' : name.replace(/^人/, '')
      const like = name.startsWith('人') && unit === '' ? '人' : unit === '' ? '个' : unit
      const all = countsLike(paper, { unit: like }).filter((figure) => near(figure) && (holder === '' || `${lead(paper, figure, 14)}${tail(paper, figure, 8)}`.includes(holder.slice(0, 2))))
      const pairs = own.flatMap((each) => all.flatMap((of) => (of !== each && sort(of) !== sort(each) && of.value > each.value ? [{ each, of }] : [])))
      const right = ({ each, of }: (typeof pairs)[number]): boolean => Math.abs(of.value / each.value - told) <= (/\./.test(many) ? 0.06 : 0.5)
      const last = pairs.findLast(({ each }) => each.end <= at) ?? pairs[0]
      if (!last || !(told > 1) || pairs.some(right)) return []
      const { each, of } = last
      if (of.value / each.value > 4 * told || told > (4 * of.value) / each.value) return []
      return [
        findingAt(
          paper,
          at,
          at + match[0].length,
          { verdict: 'doubtful', kind: 'mean', calculation: `${show(of.value)} ÷ ${printed(each)} = ${show(of.value / each.value, 2)}，所列“${match[0]}”`, explanation: '所称的配备比例与所列的两数不符；若另有所指则无误。' },
          [of.id, each.id],
        ),
      ]
    }),
  )
