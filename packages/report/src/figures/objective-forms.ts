/** An objective at the optimal critic: how it is written, and by how many nats its supremum is off the mutual information (science: exact). */
export interface ObjectiveForm {
  readonly label: string;
  readonly offset: number;
}

/** Known forms by the ids of `oracle` records. */
export const objectiveForms: Readonly<Record<string, ObjectiveForm>> = {
  dv: { label: 'DV: E_P t − log E_Q eᵗ', offset: 0 },
  nwj: { label: 'NWJ: E_P t − E_Q eᵗ⁻¹', offset: 0 },
  'mine-f': { label: 'MINE-f: E_P t − E_Q eᵗ⁻¹', offset: 0 },
  forgottenLog: { label: 'log forgotten: E_P t − E_Q eᵗ', offset: -1 },
  shiftedLog: { label: 'log with shift: E_P t − log E_Q eᵗ⁻¹', offset: 1 },
};

/** The form of an id, itself as its label where it is not known. */
export const formLabel = (id: string): string => (Object.hasOwn(objectiveForms, id) ? objectiveForms[id].label : id);
