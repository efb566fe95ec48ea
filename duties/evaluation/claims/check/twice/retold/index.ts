import type { Finding } from '../../../contract.ts'
import type { Paper } from '../../ground/paper.ts'
import { checkRetoldLeft } from './left.ts'
import { checkRetoldRates } from './rates.ts'
import { checkRetoldStates } from './states.ts'
import { checkRetoldTable } from './table.ts'

/** One thing told a second time, known by the words for its state, its place or its column. It leaves a doubt unless the paper itself does the sum. */
export const checkRetold = (paper: Paper): Finding[] => [...checkRetoldStates(paper), ...checkRetoldLeft(paper), ...checkRetoldRates(paper), ...checkRetoldTable(paper)]
