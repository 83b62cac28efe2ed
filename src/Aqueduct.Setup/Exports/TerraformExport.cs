using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Setup.Exports;

/// <summary>Terraform configuration (HCL) for the AWS provider.</summary>
internal static class TerraformExport
{
    public static string Write(Desired desired) =>
        $$"""
        # IAM side of GitLab Duo with Amazon Q for the GitLab instance {{desired.InstanceUid}}
        {{SetupExport.ProfileRemark(desired)}}
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = ">= 5.81" # the first that lets IAM find the thumbprint
            }
          }
        }

        locals {
          aqueduct_tags = {
            {{SetupExport.Indent(Tags(desired), 4)}}
          }
        }

        resource "aws_iam_openid_connect_provider" "aqueduct" {
          url            = "{{desired.IssuerUrl}}"
          client_id_list = ["{{desired.Audience}}"]
          tags           = local.aqueduct_tags
        }

        resource "aws_iam_role" "aqueduct" {
          name        = "{{desired.RoleName}}"
          description = "{{desired.RoleDescription}}"
          # GitLab's AI gateway asks for sessions of 12 hours and fails with less.
          max_session_duration = {{Desired.SessionSeconds}}
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = aws_iam_openid_connect_provider.aqueduct.arn }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = { "{{desired.ProviderName}}:aud" = "{{desired.Audience}}" }
                StringLike   = { "{{desired.ProviderName}}:sub" = "{{desired.InstanceUid}}:*" }
              }
            }]
          })
          tags = local.aqueduct_tags
        }

        {{Permissions(desired)}}

        output "provider_url" {
          value = "{{desired.IssuerUrl}}"
        }

        output "audience" {
          value = "{{desired.Audience}}"
        }

        # Paste it in GitLab under "IAM role's ARN".
        output "role_arn" {
          value = aws_iam_role.aqueduct.arn
        }

        """;

    // Aligned as `terraform fmt` does.
    private static string Tags(Desired desired)
    {
        var width = desired.Tags.Max(t => t.Key.Length) + 2;
        return string.Join('\n', desired.Tags.Select(t => $"{$"\"{t.Key}\"".PadRight(width)} = \"{t.Value}\""));
    }

    private static string Permissions(Desired desired) => desired.Policy is RolePolicy.Managed
        ? $$"""
          resource "aws_iam_role_policy_attachment" "aqueduct" {
            role       = aws_iam_role.aqueduct.name
            policy_arn = "{{desired.ManagedPolicyArn}}"
          }
          """
        : $$"""
          resource "aws_iam_role_policy" "aqueduct" {
            name = "{{Desired.InlinePolicyName}}"
            role = aws_iam_role.aqueduct.name
            policy = jsonencode({
              Version = "2012-10-17"
              Statement = [
                {{SetupExport.Indent(string.Join('\n', QPermissions.Statements(desired.Partition.Id).Select(Statement)), 6)}}
              ]
            })
          }
          """;

    private static string Statement(QPermissions.Statement statement) =>
        $$"""
        {
          Sid      = "{{statement.Sid}}"
          Effect   = "Allow"
          Action   = [{{string.Join(", ", statement.Actions.Select(a => $"\"{a}\""))}}]
          Resource = "{{statement.Resource}}"
        },
        """;
}
