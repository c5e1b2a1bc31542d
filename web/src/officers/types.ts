import type { Answer } from '../api/call';
import type { identityOf } from '../forms/DocumentFields';

export type Assessment = Answer<'/api/holders/{holderId}/assessment', 'get'>;
export type Identity = ReturnType<typeof identityOf>;
export type Measure = Answer<'/api/measures', 'get'>['measures'][number];
export type Colleague = NonNullable<Measure['proposedBy']>;
export type Trial = NonNullable<Measure['trial']>;
export type Exposure = Answer<'/api/exposures/{id}', 'get'>;
