import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { portableSchema } from './portableSchema';

/** `createTemplateAction`, with schemas that the scaffolder can also check when they are recursive. */
export const defineAction: typeof createTemplateAction = options => {
  const action = createTemplateAction(options);
  const { input, output } = action.schema!;
  return {
    ...action,
    schema: {
      input: input && portableSchema(input as JsonObject),
      output: output && portableSchema(output as JsonObject),
    },
  } as TemplateAction<any, any, any>;
};
