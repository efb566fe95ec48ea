import type { Finding } from '../../../contract.ts'
import type { Paper } from '../../ground/paper.ts'
import { checkAgain } from './again.ts'
import { checkAnchored } from './anchored.ts'
import { checkChangesTwice } from './changes.ts'
import { checkCounted } from './counted.ts'
import { checkPointed } from './pointed.ts'
import { checkTitles } from './titles.ts'

/** One thing told twice in a paper: by a title and its text, or in the same words. */
export const checkToldTwice = (paper: Paper): Finding[] => [...checkTitles(paper), ...checkCounted(paper), ...checkAgain(paper), ...checkChangesTwice(paper), ...checkAnchored(paper), ...checkPointed(paper)]
