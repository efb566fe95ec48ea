import { useQuery } from '@tanstack/react-query'
import { api } from '../../../web/kit/api.ts'
import type { CadrePage, Mine } from '../contract.ts'

export const useMine = () => useQuery({ queryKey: ['duty-mine'], queryFn: () => api.get<Mine>('/duty/mine') })
export const useCadre = (id: string) => useQuery({ queryKey: ['duty-cadre', id], queryFn: () => api.get<CadrePage>(`/duty/cadres/${id}`) })
