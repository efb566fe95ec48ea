/** What is granted, levied or lent: its figures tell how much somebody gets or pays, not what is to be reached. */
const GRANTED = '(?:奖励|补助|补贴|资助|奖补|贴息|贴补|返还|减免|罚款)'
const MONEY_MATTER = /税|利率|利息|贴息|贷款|担保费|费率|征收率|补助|补贴|奖励|奖补|资助|减征|计征|抵减|抵扣|返还|罚款/

/** 减按1%征收率, 3.45%的年利率: a rate of tax or interest, whatever stands before it. */
const RATE_BEHIND = /^的?(?:预?征收?率|(?:年|贷款|执行|优惠)?(?:利率|利息)|贴息|税率|费率|抵减|加计)/
/** 按实际投入的30%给予补助, 按照税额的50%减征: by how much something is given or levied. */
const BY_SHARE = /(?:减?按照?|加计|给予|予以|享受|适用)[^，。；]{0,30}$/
const GIVEN = /(?:给予|予以|享受|可获)[^，。；]{0,24}$|(?:一次性|对[^，。；]{2,40})(?:再|各)?(?:奖励|补助|补贴|资助|奖补|罚款)$/
const GIVEN_BEHIND = new RegExp(`^(?:以[上下内])?的?(?:标准)?(?:进行|给予|予以)?(?:一次性)?(?:定额|资金)?${GRANTED}`)
/** 县级财政给予30%的保费补助: what the budget is to bear binds it. */
const BORNE = /财政[^，。；]{0,6}$/
const PER_HEAD = /(?:[每按]|最高|不超过|单户)[^，。；]{0,16}$/
/** 补助兑现率达到100%, 兑现奖励资金不低于20万元: these are to be reached. */
const REACHED = /(?:率|资金|经费|总额|投入)(?:要|应|须)?(?:达到?|不低于|不少于|为|在|至|到|保持|维持)*$/

/** Whether a figure says how much is granted, levied or lent. `before` and `after` are the rest of its clause. */
export function isGranted(before: string, after: string, unit: string): boolean {
  if (unit === '%') {
    if (RATE_BEHIND.test(after)) return true
    return !REACHED.test(before) && !BORNE.test(before) && BY_SHARE.test(before) && MONEY_MATTER.test(before + after)
  }
  if (!unit.endsWith('元') || REACHED.test(before)) return false
  return GIVEN.test(before) || (PER_HEAD.test(before) && GIVEN_BEHIND.test(after))
}
