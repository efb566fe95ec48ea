/** The page on which anyone reads the result of an inspection. */
export const publicLink = (city: string, id: string): string => `/public/${city}/inspections/${id}`
/** Where anyone looks for a place by its name. */
export const publicSearch = (city: string): string => `/public/${city}/inspections`
