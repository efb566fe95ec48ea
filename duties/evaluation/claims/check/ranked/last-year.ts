import type { Finding } from '../../contract.ts'
import { findingAt, inSentence, isPoints, isRate, joined, lead, printed, type Paper } from '../ground/paper.ts'

const told = /([一-鿿]{2,3}率)(?:明显|略|均)?(?:(高于|好于)|低于)(?:去年|上年)(?:同期)?(?=[，。；\n]|$)/g

/** `合格率高于去年` in one place, `合格率95.3%，比去年下降0.6个百分点` in another. */
export function checkAgainstLastYear(paper: Paper): Finding[] {
  const said = [...paper.text.matchAll(told)]
  if (said.length === 0) return []
  return paper.figures.filter(isPoints).flatMap((points) => {
    const rate = inSentence(paper, points.sentence).findLast((one) => one.end <= points.start && isRate(one))
    const way = /(?:比|较)(?:去年|上年)(?:同期)?(?:(上升|提高|提升|增加)|下降|降低|减少)了?$/.exec(lead(paper, points))
    const measure = rate && /([一-鿿]{2,3}率)[为达是]*到?$/.exec(lead(paper, rate))?.[1]
    if (!way || !rate || !measure || rate.at !== points.at - 1) return []
    const match = said.find((one) => one[1]!.slice(-3) === measure.slice(-3) && one[1]!.startsWith('不') === measure.startsWith('不'))
    if (!match || (match[2] === undefined) === (way[1] === undefined)) return []
    return [
      {
        ...findingAt(paper, points.start, points.end, {
          verdict: 'doubtful',
          kind: 'series',
          calculation: `“${joined(match[0])}”与“${way[0]} ${printed(points)}”`,
          explanation: '两处所说的升降方向相反；若两处所说的不是同一范围则无误。',
        }),
        claims: [points.id, rate.id],
      },
    ]
  })
}
