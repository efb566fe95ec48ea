export const READ = 'campaign.read'
export const MANAGE = 'campaign.manage'
/** Tells a unit's figures of the day. */
export const REPORT = 'campaign.report'
