/** What other duties may use of the registry; all of it is pure, so that rules and browsers may too. */
export { EVERY_DAY, operatesOn, type Operating, operatingDays } from './operating.ts'
export { directorLine, mustAppointDirector } from './directors.ts'
export { type Business, holds, type Where } from './where.ts'
export { findType, lineage, premisesTypeChoices, type PremisesTypeCode, premisesTypes, typesUnder } from './types.ts'
export { OPERATING } from './rules.ts'
export { enterprises, premises, scales } from './enterprises.ts'
