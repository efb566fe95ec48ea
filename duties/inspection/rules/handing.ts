import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { STAYS } from '../../../platform/matter/handover.ts'

/** An inspection that waits, seen from whoever moves on (`from`) and whoever takes over (`to`). */
export type Waiting = {
  readonly inspectors: readonly string[]
  /** Named as drawn at random, but not by a draw of this program. */
  readonly drawnElsewhere: boolean
  readonly inArea: boolean
  readonly recused: boolean
}

export const HANDING = {
  pair: { zh: '接手人已是这一户的检查人员，移交后不足两人', en: 'The successor inspects there already: fewer than two would be left' },
  partner: { zh: '同组人员已不再检查，请逐户更换', en: 'The other inspector no longer inspects: change both by hand' },
  elsewhere: { zh: '检查人员由别处随机抽出，须在原处另抽后更换', en: 'Its inspectors were drawn elsewhere: draw again there, then change them' },
  method: { zh: '双随机抽中，由公布的方法另抽', en: 'Drawn at random: the published method draws another' },
  nobody: { zh: '双随机抽中，名录内没有可以替换的人', en: 'Drawn at random: nobody of the pool is left to come instead' },
} as const satisfies Record<string, Bilingual>

/** Who inspects once the successor has come: in the place of whoever moves on; where he is there already, those who are left. */
export const handed = (inspectors: readonly string[], from: string, to: string): readonly string[] =>
  inspectors.includes(to) ? inspectors.filter((id) => id !== from) : inspectors.map((id) => (id === from ? to : id))

/**
 * Why an inspection does not pass to the successor; null where it does.
 * @source 总局令49号 art. 23: two inspectors at least; who has an interest stands back
 */
export function staysFor({ inspectors, drawnElsewhere, inArea, recused }: Waiting, from: string, to: string): Bilingual | null {
  if (drawnElsewhere) return HANDING.elsewhere
  if (!inArea) return STAYS.area
  if (recused) return STAYS.recused
  return handed(inspectors, from, to).length < 2 ? HANDING.pair : null
}
