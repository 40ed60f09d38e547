/** A person of the demo catalog whom a visitor may sign in as. */
export interface Persona {
  /** Of the User entity in the `default` namespace. */
  name: string;
  title: string;
  role: string;
  can: string;
}

export const personas: Persona[] = [
  {
    name: 'ada',
    title: 'Ada',
    role: 'Platform admin',
    can: 'Sees and changes everything',
  },
  {
    name: 'bob',
    title: 'Bob',
    role: 'ML engineer, fraud team',
    can: 'Sees every model; deploys, calls and deletes those of his team',
  },
  {
    name: 'carol',
    title: 'Carol',
    role: 'On-call engineer',
    can: 'Sees every model and its logs; changes nothing',
  },
  {
    name: 'dave',
    title: 'Dave',
    role: 'Visitor',
    can: 'Sees the catalog, and no model',
  },
];
