/** Where anyone reads a published plan. */
export const planLink = (city: string, id: string): string => `/public/${city}/plans/${id}`
