/** 双随机: what the demo and other duties may use of it. */
export { credits, draws, drawnPlaces, recusals } from './registers.ts'
export { drawService } from './service.ts'
