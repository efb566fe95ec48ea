import type { Finding } from '../../contract.ts'
import type { Paper } from '../paper.ts'
import { checkBeforeChange } from './before-change.ts'
import { checkBeyond } from './beyond.ts'
import { checkFields } from './fields.ts'
import { checkItems } from './items.ts'
import { checkMembers } from './members.ts'
import { checkOneSampling } from './one-sampling.ts'
import { checkOrder } from './order.ts'
import { checkOverall } from './overall.ts'
import { checkPassFail } from './pass-fail.ts'
import { checkSharesOver } from './shares-over.ts'
import { checkSummedShares } from './summed-shares.ts'
import { checkTitles } from './titles.ts'
import { checkTwiceTold } from './twice-told.ts'

/** What notices of sampling, press releases and figures of the year put in their own way: titles, items of a list, rows by name, changes against the year before. */
export const checkNotices = (paper: Paper): Finding[] =>
  [
    checkTitles, checkItems, checkMembers, checkBeforeChange, checkFields, checkOneSampling, checkSharesOver, checkSummedShares, checkPassFail, checkOverall, checkOrder,
    checkTwiceTold, checkBeyond,
  ].flatMap((check) => check(paper))
