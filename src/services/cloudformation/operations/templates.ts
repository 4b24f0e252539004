/** Templates looked at without a stack. */
import type { Template } from "#languages/cloudformation/template";
import { validationError } from "../errors.ts";
import { livingStack, some } from "../stacks.ts";
import { on } from "../tables.ts";
import { capabilitiesOf, parsed, process, templateText } from "../templates.ts";

export const ValidateTemplate = on("ValidateTemplate", async (ctx, input) => {
  const text = await templateText(ctx, input);
  if (text === undefined)
    throw validationError("Either Template URL or Template Body must be specified.");
  const { template, transforms } = await process(
    ctx,
    parsed(text),
    "stack",
    [],
    undefined,
    "leave",
  );
  const { names, reason } = capabilitiesOf(template, transforms);
  return {
    Parameters: [...template.parameters.values()].map((p) => ({
      ParameterKey: p.name,
      NoEcho: p.noEcho,
      ...some({ DefaultValue: p.default, Description: p.description }),
    })),
    ...(names.length > 0 ? { Capabilities: names as "CAPABILITY_IAM"[] } : {}),
    ...(transforms.length > 0 ? { DeclaredTransforms: [...transforms] } : {}),
    ...some({ Description: template.description, CapabilitiesReason: reason }),
  };
});

const declared = (template: Template) =>
  [...template.parameters.values()].map((p) => ({
    ParameterKey: p.name,
    ParameterType: p.type,
    NoEcho: p.noEcho,
    ParameterConstraints:
      p.allowedValues === undefined ? {} : { AllowedValues: [...p.allowedValues] },
    ...some({ DefaultValue: p.default, Description: p.description }),
  }));

export const GetTemplateSummary = on("GetTemplateSummary", async (ctx, input) => {
  const name = input.StackName;
  const text =
    name === undefined
      ? await templateText(ctx, input)
      : (await ctx.view((tx) => livingStack(tx, name))).template;
  if (text === undefined)
    throw validationError("Either Template URL, Template Body or StackName must be specified.");
  const { template, transforms } = await process(
    ctx,
    parsed(text),
    name ?? "stack",
    [],
    undefined,
    "leave",
  );
  const { names, reason } = capabilitiesOf(template, transforms);
  return {
    Parameters: declared(template),
    ResourceTypes: [...new Set([...template.resources.values()].map((r) => r.type))],
    Version: "2010-09-09",
    ...(names.length > 0 ? { Capabilities: names as "CAPABILITY_IAM"[] } : {}),
    ...(transforms.length > 0 ? { DeclaredTransforms: [...transforms] } : {}),
    ...some({
      Description: template.description,
      CapabilitiesReason: reason,
      Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
    }),
  };
});
