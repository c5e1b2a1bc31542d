import type { Answer } from '../api/call';
import type { identityOf } from '../forms/DocumentFields';

export type Assessment = Answer<'/api/holders/{holderId}/assessment', 'get'>;
export type Identity = ReturnType<typeof identityOf>;
