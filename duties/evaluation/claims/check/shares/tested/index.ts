import type { Finding } from '../../../contract.ts'
import type { Paper } from '../../ground/paper.ts'
import { checkItems } from './items.ts'
import { checkOneSampling } from './one-sampling.ts'
import { checkPassFail } from './pass-fail.ts'

/** What was tested, what of it passed and what failed: over all, and item by item. */
export const checkTested = (paper: Paper): Finding[] => [...checkItems(paper), ...checkOneSampling(paper), ...checkPassFail(paper)]
