/** What other duties may use of the registry; all of it is pure, so that rules and browsers may too. */
export { EVERY_DAY, operatesOn, operatingDays, type Operating } from './operating.ts'
export { directorLine, mustAppointDirector } from './directors.ts'
export { holds, type Business, type Where } from './where.ts'
export { findType, lineage, premisesTypeChoices, type PremisesTypeCode, premisesTypes, typesUnder } from './types.ts'
export { OPERATING } from './rules.ts'
