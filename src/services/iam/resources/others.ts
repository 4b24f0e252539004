/** AWS::IAM::AccessKey, ServiceLinkedRole, providers, devices and server certificates. */
import type { ResourceHandler } from "#kernel/resource";
import { goneTags, ownTags, tagList } from "#kernel/resource-tags";
import { forgiving, list, text } from "./parts.ts";

export const accessKey: ResourceHandler = {
  properties: ["Serial", "Status", "UserName"],
  async make(ctx, desired) {
    const UserName = text(desired, "UserName")!;
    const { AccessKey } = await ctx.call("iam", "CreateAccessKey", { UserName });
    const AccessKeyId = AccessKey!.AccessKeyId!;
    if (desired["Status"] === "Inactive")
      await ctx.call("iam", "UpdateAccessKey", { UserName, AccessKeyId, Status: "Inactive" });
    return { id: AccessKeyId, attributes: { SecretAccessKey: AccessKey!.SecretAccessKey } };
  },
  async update(ctx, AccessKeyId, desired) {
    await ctx.call("iam", "UpdateAccessKey", {
      UserName: text(desired, "UserName")!,
      AccessKeyId,
      Status: desired["Status"] === "Inactive" ? "Inactive" : "Active",
    });
    return { id: AccessKeyId };
  },
  async remove(ctx, AccessKeyId, previous) {
    const UserName = text(previous, "UserName")!;
    await forgiving(ctx.call("iam", "DeleteAccessKey", { UserName, AccessKeyId }));
  },
};

export const serviceLinkedRole: ResourceHandler = {
  properties: ["AWSServiceName", "CustomSuffix", "Description"],
  async make(ctx, desired) {
    const { Role } = await ctx.call("iam", "CreateServiceLinkedRole", {
      AWSServiceName: text(desired, "AWSServiceName")!,
      CustomSuffix: text(desired, "CustomSuffix"),
      Description: text(desired, "Description"),
    });
    return { id: Role!.RoleName!, attributes: { RoleName: Role!.RoleName } };
  },
  async remove(ctx, RoleName) {
    await forgiving(ctx.call("iam", "DeleteServiceLinkedRole", { RoleName }));
  },
};

export const oidcProvider: ResourceHandler = {
  properties: ["ClientIdList", "Tags", "ThumbprintList", "Url"],
  async make(ctx, desired) {
    const Tags = tagList(ownTags(ctx, desired));
    const made = await ctx.call("iam", "CreateOpenIDConnectProvider", {
      Url: text(desired, "Url")!,
      ClientIDList: list<string>(desired["ClientIdList"]),
      ThumbprintList: list<string>(desired["ThumbprintList"]),
      Tags: Tags.length === 0 ? undefined : Tags,
    });
    const id = made.OpenIDConnectProviderArn!;
    return { id, attributes: { Arn: id } };
  },
  async update(ctx, id, desired, previous) {
    const OpenIDConnectProviderArn = id;
    const wanted = new Set(list<string>(desired["ClientIdList"]));
    for (const ClientID of list<string>(previous["ClientIdList"]))
      if (!wanted.has(ClientID))
        await ctx.call("iam", "RemoveClientIDFromOpenIDConnectProvider", {
          OpenIDConnectProviderArn,
          ClientID,
        });
    for (const ClientID of wanted)
      await ctx.call("iam", "AddClientIDToOpenIDConnectProvider", {
        OpenIDConnectProviderArn,
        ClientID,
      });
    await ctx.call("iam", "UpdateOpenIDConnectProviderThumbprint", {
      OpenIDConnectProviderArn,
      ThumbprintList: list<string>(desired["ThumbprintList"]),
    });
    const tags = ownTags(ctx, desired);
    const [Tags, TagKeys] = [tagList(tags), goneTags(tags, previous)];
    if (TagKeys.length > 0)
      await ctx.call("iam", "UntagOpenIDConnectProvider", { OpenIDConnectProviderArn, TagKeys });
    if (Tags.length > 0)
      await ctx.call("iam", "TagOpenIDConnectProvider", { OpenIDConnectProviderArn, Tags });
    return { id, attributes: { Arn: id } };
  },
  async remove(ctx, OpenIDConnectProviderArn) {
    await forgiving(ctx.call("iam", "DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn }));
  },
};

export const samlProvider: ResourceHandler = {
  properties: ["Name", "SamlMetadataDocument", "Tags"],
  async make(ctx, desired) {
    const Tags = tagList(ownTags(ctx, desired));
    const made = await ctx.call("iam", "CreateSAMLProvider", {
      Name: text(desired, "Name") ?? ctx.name({ maxLength: 128 }),
      SAMLMetadataDocument: text(desired, "SamlMetadataDocument")!,
      Tags: Tags.length === 0 ? undefined : Tags,
    });
    const id = made.SAMLProviderArn!;
    return { id, attributes: { Arn: id } };
  },
  async update(ctx, SAMLProviderArn, desired, previous) {
    const SAMLMetadataDocument = text(desired, "SamlMetadataDocument")!;
    await ctx.call("iam", "UpdateSAMLProvider", { SAMLProviderArn, SAMLMetadataDocument });
    const tags = ownTags(ctx, desired);
    const [Tags, TagKeys] = [tagList(tags), goneTags(tags, previous)];
    if (TagKeys.length > 0)
      await ctx.call("iam", "UntagSAMLProvider", { SAMLProviderArn, TagKeys });
    if (Tags.length > 0) await ctx.call("iam", "TagSAMLProvider", { SAMLProviderArn, Tags });
    return { id: SAMLProviderArn, attributes: { Arn: SAMLProviderArn } };
  },
  async remove(ctx, SAMLProviderArn) {
    await forgiving(ctx.call("iam", "DeleteSAMLProvider", { SAMLProviderArn }));
  },
};

/**
 * Differs from AWS: a device is made and kept unassigned, as its codes can be shown only by whom it
 * is handed to; the users named are those it is meant for.
 */
export const virtualDevice: ResourceHandler = {
  properties: ["Path", "Tags", "Users", "VirtualMfaDeviceName"],
  async make(ctx, desired) {
    const Tags = tagList(ownTags(ctx, desired));
    const made = await ctx.call("iam", "CreateVirtualMFADevice", {
      VirtualMFADeviceName: text(desired, "VirtualMfaDeviceName") ?? ctx.name({ maxLength: 226 }),
      Path: text(desired, "Path"),
      Tags: Tags.length === 0 ? undefined : Tags,
    });
    const id = made.VirtualMFADevice!.SerialNumber!;
    return { id, attributes: { SerialNumber: id } };
  },
  async update(ctx, SerialNumber, desired, previous) {
    const tags = ownTags(ctx, desired);
    const [Tags, TagKeys] = [tagList(tags), goneTags(tags, previous)];
    if (TagKeys.length > 0) await ctx.call("iam", "UntagMFADevice", { SerialNumber, TagKeys });
    if (Tags.length > 0) await ctx.call("iam", "TagMFADevice", { SerialNumber, Tags });
    return { id: SerialNumber, attributes: { SerialNumber } };
  },
  async remove(ctx, SerialNumber) {
    await forgiving(ctx.call("iam", "DeleteVirtualMFADevice", { SerialNumber }));
  },
};

export const serverCertificate: ResourceHandler = {
  properties: [
    "CertificateBody",
    "CertificateChain",
    "Path",
    "PrivateKey",
    "ServerCertificateName",
    "Tags",
  ],
  async make(ctx, desired) {
    const ServerCertificateName =
      text(desired, "ServerCertificateName") ?? ctx.name({ maxLength: 128 });
    const Tags = tagList(ownTags(ctx, desired));
    const made = await ctx.call("iam", "UploadServerCertificate", {
      ServerCertificateName,
      CertificateBody: text(desired, "CertificateBody")!,
      PrivateKey: text(desired, "PrivateKey")!,
      CertificateChain: text(desired, "CertificateChain"),
      Path: text(desired, "Path"),
      Tags: Tags.length === 0 ? undefined : Tags,
    });
    const { Arn } = made.ServerCertificateMetadata!;
    return { id: ServerCertificateName, attributes: { Arn } };
  },
  async update(ctx, ServerCertificateName, desired, previous) {
    if (text(desired, "Path") !== text(previous, "Path"))
      await ctx.call("iam", "UpdateServerCertificate", {
        ServerCertificateName,
        NewPath: text(desired, "Path") ?? "/",
      });
    const tags = ownTags(ctx, desired);
    const [Tags, TagKeys] = [tagList(tags), goneTags(tags, previous)];
    if (TagKeys.length > 0)
      await ctx.call("iam", "UntagServerCertificate", { ServerCertificateName, TagKeys });
    if (Tags.length > 0)
      await ctx.call("iam", "TagServerCertificate", { ServerCertificateName, Tags });
    const found = await ctx.call("iam", "GetServerCertificate", { ServerCertificateName });
    const { Arn } = found.ServerCertificate!.ServerCertificateMetadata!;
    return { id: ServerCertificateName, attributes: { Arn } };
  },
  async remove(ctx, ServerCertificateName) {
    await forgiving(ctx.call("iam", "DeleteServerCertificate", { ServerCertificateName }));
  },
};
