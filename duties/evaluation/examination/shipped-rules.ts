import type { Area, DrawRules, Part, Stratum } from './contract.ts'

/**
 * What an examination draws unless it is told otherwise: 85 points in 22 kinds of business, 40 covert ones in 9, by type of premises.
 * @source the numbers of a published provincial examination of 2022; how they spread over the kinds is ours
 */
export const shippedRules: DrawRules = {
  open: {
    areas: { district: 3, county: 1 },
    quotas: {
      PROD: 8, HEAL: 1, WORK: 6, DIST: 8, INFA_SALE: 3, SHOP: 6, WHOL_WHOLESALE: 2, WHOL_FARMERS: 4, PLAT: 1, CATE: 8, SCAT: 6, VEND: 4, CANT_SCHOOL: 8,
      CANT_KINDERGARTEN: 4, CANT_UNIVERSITY: 2, CANT_UNIT: 3, CENT_KITCHEN: 1, CENT_MEALS: 2, CARE_TABLE: 3, FARM: 2, SLAU: 2, GRAI: 1,
    },
  },
  covert: { areas: { district: 1, county: 1 }, quotas: { WORK: 3, DIST: 6, SHOP: 6, WHOL_FARMERS: 3, CATE: 6, SCAT: 6, VEND: 4, CANT_SCHOOL: 4, CANT_KINDERGARTEN: 2 } },
}

/** Districts have 01–20 in their code, counties and banners 21–80, county-level cities 81–99. @source GB/T 2260 */
export const stratumOf = (code: string): Stratum => (Number(code.slice(4, 6)) <= 20 ? 'district' : 'county')

const each = (count: (stratum: Stratum) => number): Record<Stratum, number> => ({ district: count('district'), county: count('county') })

/** The same rules with no more areas than a city has: covert ones first, and what one stratum lacks is taken from the other. */
export function fitted(rules: DrawRules, areas: readonly Area[]): DrawRules {
  const there = each((stratum) => areas.filter((area) => area.stratum === stratum).length)
  const covert = each((stratum) => Math.min(rules.covert.areas[stratum], there[stratum]))
  const open = each((stratum) => Math.min(rules.open.areas[stratum], there[stratum] - covert[stratum]))
  const lost = each((stratum) => rules.open.areas[stratum] - open[stratum])
  const more = (stratum: Stratum, other: Stratum): number => open[stratum] + Math.min(lost[other], there[stratum] - covert[stratum] - open[stratum])
  return { open: { ...rules.open, areas: { district: more('district', 'county'), county: more('county', 'district') } }, covert: { ...rules.covert, areas: covert } }
}

/** Areas a part asks for beyond what there is, by stratum; the covert ones come on top of the open ones. */
export function lacking({ open, covert }: DrawRules, areas: readonly Area[]): readonly { readonly stratum: Stratum; readonly wanted: number; readonly there: number }[] {
  return (['district', 'county'] as const).flatMap((stratum) => {
    const there = areas.filter((area) => area.stratum === stratum).length
    const wanted = open.areas[stratum] + covert.areas[stratum]
    return wanted > there ? [{ stratum, wanted, there }] : []
  })
}

export const pointsOf = ({ quotas }: Part): number => Object.values(quotas).reduce((sum, count) => sum + count, 0)
