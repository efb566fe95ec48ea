import type { Duty } from '../platform/duty.ts'
import { dutylevel } from './dutylevel/duty.ts'
import { campaign } from './campaign/duty.ts'
import { evaluation } from './evaluation/duty.ts'
import { grading } from './grading/duty.ts'
import { inspection } from './inspection/duty.ts'
import { registry } from './registry/duty.ts'
import { selfcheck } from './selfcheck/duty.ts'
import { workplan } from './workplan/duty.ts'

/** The duties of the office, in the order in which they are mounted. */
export const duties: readonly Duty[] = [registry, workplan, grading, inspection, dutylevel, selfcheck, campaign, evaluation]
