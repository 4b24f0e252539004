/** AWS::IAM::* for CloudFormation. */
import type { ResourceHandler } from "#kernel/resource";
import { group, instanceProfile, role, user, userToGroup } from "./identities.ts";
import {
  accessKey,
  oidcProvider,
  samlProvider,
  serverCertificate,
  serviceLinkedRole,
  virtualDevice,
} from "./others.ts";
import { inlinePolicy, managedPolicy, policy } from "./policies.ts";

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::IAM::AccessKey": accessKey,
  "AWS::IAM::Group": group,
  "AWS::IAM::GroupPolicy": inlinePolicy("group", "GroupName"),
  "AWS::IAM::InstanceProfile": instanceProfile,
  "AWS::IAM::ManagedPolicy": managedPolicy,
  "AWS::IAM::OIDCProvider": oidcProvider,
  "AWS::IAM::Policy": policy,
  "AWS::IAM::Role": role,
  "AWS::IAM::RolePolicy": inlinePolicy("role", "RoleName"),
  "AWS::IAM::SAMLProvider": samlProvider,
  "AWS::IAM::ServerCertificate": serverCertificate,
  "AWS::IAM::ServiceLinkedRole": serviceLinkedRole,
  "AWS::IAM::User": user,
  "AWS::IAM::UserPolicy": inlinePolicy("user", "UserName"),
  "AWS::IAM::UserToGroupAddition": userToGroup,
  "AWS::IAM::VirtualMFADevice": virtualDevice,
};
