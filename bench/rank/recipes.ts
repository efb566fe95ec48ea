import type { Nature, Recipe } from './city.ts'

const plain: Nature = { hidden: 0, heat: 0, mended: 0, far: 0, relet: 0, shared: 0 }

const city: Recipe = {
  name: 'like Chicago', seed: 1, places: 9000, visits: 18_712, days: { history: 960, gap: 60, ranked: 60 }, rate: 0.14,
  place: 0.6, placeHalf: 900, area: { spread: 0.3, kilometres: 1.5 }, type: 0.25, given: 0.3, bent: 0,
  inspectors: { count: 6, spread: 0.7, drift: 0.15, byArea: 0.5, rotate: false }, month: 0.15, missing: 0,
  columns: { licence: true, coordinates: true, past: true },
  nature: plain,
}

/** Cities of several kinds, each with what it is meant to show. */
export const recipes: readonly Recipe[] = [
  city,
  { ...city, name: 'like Chicago, no licence ids', seed: 2, columns: { ...city.columns, licence: false } },
  { ...city, name: 'bad kitchens, inspectors at random', seed: 3, place: 1, area: { spread: 0.1, kilometres: 2 }, inspectors: { count: 30, spread: 0.9, drift: 0, byArea: 0, rotate: false } },
  { ...city, name: 'bad quarters, inspectors by area', seed: 4, place: 0.2, area: { spread: 0.7, kilometres: 2 }, inspectors: { count: 12, spread: 0.8, drift: 0, byArea: 0.9, rotate: true } },
  { ...city, name: 'inspectors that drift', seed: 5, inspectors: { count: 20, spread: 0.5, drift: 0.6, byArea: 0.3, rotate: true } },
  { ...city, name: 'a third of all cells missing', seed: 6, place: 0.8, missing: 0.33 },
  { ...city, name: 'inputs that meet and bend', seed: 11, place: 0.4, bent: 0.8 },
  // Groups of inspectors twice as far apart, persons within them, weather, licences that change hands; two months' pause.
  { ...city, name: 'groups of inspectors', seed: 12, days: { history: 960, gap: 120, ranked: 60 }, type: 0.15, inspectors: { ...city.inspectors, spread: 1, byArea: 0.6 }, nature: { ...plain, hidden: 0.4, heat: 0.06, relet: 0.2 } },
  { ...city, name: 'licences change, addresses stay', seed: 13, place: 0.9, nature: { ...plain, relet: 0.5, shared: 0.3 } },
  { ...city, name: 'few kitchens far worse', seed: 14, place: 0.2, nature: { ...plain, far: 0.06 } },
  { ...city, name: 'mended after a finding', seed: 15, place: 0.9, nature: { ...plain, mended: 0.8 } },
  { ...city, name: 'one inspector', seed: 7, inspectors: { count: 1, spread: 0.7, drift: 0.2, byArea: 0, rotate: false } },
  { ...city, name: 'a small town', seed: 8, places: 300, visits: 1200, place: 0.8, inspectors: { count: 3, spread: 0.7, drift: 0, byArea: 0.3, rotate: true } },
  { ...city, name: 'strict inspectors, no kitchen worse than another', seed: 9, place: 0, area: { spread: 0, kilometres: 2 }, type: 0, given: 0, inspectors: { count: 12, spread: 1, drift: 0.2, byArea: 0.6, rotate: false } },
  { ...city, name: 'no signal at all', seed: 10, place: 0, area: { spread: 0, kilometres: 2 }, type: 0, given: 0, month: 0, inspectors: { count: 6, spread: 0, drift: 0, byArea: 0, rotate: false } },
]
