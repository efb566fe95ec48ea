import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { departmentFunctions } from '../../../platform/identity/functions.ts'

/** The department that answers for a field, in words. */
export const sourceOf = (code: string | undefined): Bilingual | undefined => departmentFunctions.find((one) => one.code === code)?.title
