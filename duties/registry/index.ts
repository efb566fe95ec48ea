/** What other duties may use of the registry; all of it is pure, so that rules and browsers may too. */
export { EVERY_DAY, operatesOn, operatingDays, type Operating } from './operating.ts'
export { holds, type Business, type Where } from './where.ts'
export { findType, lineage, typesUnder, type PremisesTypeCode } from './types.ts'
export { enterprises, premises } from './enterprises.ts'
