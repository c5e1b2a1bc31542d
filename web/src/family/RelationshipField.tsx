import type { components } from '../api/schema';
import { SelectField } from '../forms/Field';
import { textOf } from '../forms/FormContext';
import { translate } from '../i18n/i18n';

type Relationship = components['schemas']['Relationship'];

const RELATIONSHIPS: Relationship[] = ['child', 'parent', 'spouse', 'other'];

/** What a companion is to the traveler. */
export const RelationshipField = () => (
  <SelectField
    name="relationship"
    label={translate('field.relationship')}
    hint={translate('field.relationship.hint')}
    options={RELATIONSHIPS.map((kind) => [kind, translate(`relationship.${kind}`)])}
    open
  />
);

export const relationshipOf = (form: HTMLFormElement): Relationship => textOf(form, 'relationship') as Relationship;
