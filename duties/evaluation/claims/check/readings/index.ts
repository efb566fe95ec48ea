import type { Finding } from '../../contract.ts'
import { depthOf } from '../ground/near.ts'
import { inSentence, sort, type Figure, type Paper } from '../ground/paper.ts'
import { standsApart } from './apart.ts'
import { borneOut } from './borne.ts'
import { otherStep } from './changes.ts'
import { ratesOtherwise } from './rates.ts'
import { otherShare } from './shares.ts'
import { sumsOtherwise } from './sums.ts'
import { otherWhole } from './wholes.ts'

/** Whether the figures around a finding leave a reading by which all of them are right. */
export function readsAround(paper: Paper, finding: Finding): boolean {
  const figures = finding.claims.flatMap((id) => paper.figures[id - (paper.figures[0]?.id ?? 0)] ?? [])
  if (borneOut(paper, finding, figures) || (figures.length > 1 && (sumsOtherwise(paper, finding, figures) || ratesOtherwise(paper, finding, figures) || standsApart(paper, finding, figures)))) return true
  if (figures.length !== finding.claims.length || figures.some(({ cell }) => cell !== null)) return false
  return otherWhole(paper, finding, figures) || otherShare(paper, finding, figures) || otherStep(paper, finding, figures) || inBracketList(paper, finding, figures)
}

/** `未发现问题的88个（明查61个、暗访27个），占91.7%`: what follows a bracket is said of what stands before it, not of the members of a list in it. */
function inBracketList(paper: Paper, { kind }: Finding, [said, ...others]: readonly Figure[]): boolean {
  if (!said || (kind !== 'ratio' && kind !== 'series' && kind !== 'mean' && kind !== 'points')) return false
  return others.some((one) => {
    if (one.end > said.start || one.sentence !== said.sentence || depthOf(paper, one) <= depthOf(paper, said)) return false
    const closed = paper.text.slice(one.end, said.start).includes(')')
    return closed && inSentence(paper, one.sentence).some((other) => other !== one && sort(other) === sort(one) && depthOf(paper, other) === depthOf(paper, one) && !/[()]/.test(paper.text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start))))
  })
}
