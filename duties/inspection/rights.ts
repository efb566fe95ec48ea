export const READ = 'inspection.read'
export const MANAGE = 'inspection.manage'
export const WORK = 'inspection.work'
/** What a business does about its own records. */
export const OWN = 'rectification.correct'
