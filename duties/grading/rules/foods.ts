/** Food categories of a production licence (the digits after SC1) that grading and frequency tell apart. @source 食品生产许可分类目录; 31 classes */
const CLASSES: Readonly<Record<string, string>> = { '04': 'meat', '05': 'dairy', '22': 'aquatic', '27': 'health_food', '28': 'fsmp', '29': 'infant_formula' }

/** Words of a licensed scope (经营项目) as 食品经营许可 prints them. */
const SCOPES: readonly (readonly [word: RegExp, food: string])[] = [
  [/冷食|凉菜|冷荤/, 'cold_dishes'], [/生食/, 'raw_food'], [/(?<!不含[^，；、]*)婴幼儿配方/, 'infant_formula'], [/特殊医学用途/, 'fsmp'], [/保健食品/, 'health_food'],
  [/乳制品(?!除外)/, 'dairy'], [/肉制品|鲜肉|冷冻肉/, 'meat'], [/水产/, 'aquatic'],
]

/** Kinds of food made or sold, from licence numbers and the scope as it is licensed. */
export function foodsOf(scope: string | null, licences: readonly string[]): readonly string[] {
  const made = licences.flatMap((number) => CLASSES[/^SC1(\d\d)/.exec(number)?.[1] ?? ''] ?? [])
  const sold = scope === null ? [] : SCOPES.filter(([word]) => word.test(scope)).map(([, food]) => food)
  return [...new Set([...made, ...sold])].toSorted()
}
