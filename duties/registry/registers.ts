import { directorRules } from './director-rules.ts'
import { enterprises, premises } from './enterprises.ts'
import { licences } from './licences.ts'
import { certificates, foodStaff } from './people.ts'

export { enterprises, premises, type Enterprise, type Premises } from './enterprises.ts'
export { directorRules } from './director-rules.ts'
export { licences, type Licence } from './licences.ts'
export { certificates, foodStaff, type Certificate, type FoodStaff } from './people.ts'

/** The registers of the registry, parents before what hangs under them. */
export const registryRegisters = [enterprises, premises, licences, foodStaff, certificates, directorRules] as const
