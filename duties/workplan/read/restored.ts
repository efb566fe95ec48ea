import type { Paper } from '../../../platform/documents/paper.ts'
import { unbar } from './bars.ts'
import { uncard } from './card-tables.ts'
import { unflatten } from './flat-tables.ts'
import { entriesOf, type Entry } from './lines.ts'
import { unmerge } from './merged-rows.ts'
import { unrun } from './run-on.ts'
import { untab } from './tab-rows.ts'

/** A paper's lines and tables with what copying took from them put back: lost line breaks, bars, tabs, cells in a column, cards, merged cells. */
export const restored = (paper: Paper): Entry[] =>
  unmerge(paper, uncard(paper, unflatten(unbar(paper, untab(paper, unrun(entriesOf(paper)))))))
