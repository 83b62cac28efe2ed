using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Setup.Exports;

/// <summary>A bash script of plain AWS CLI calls (2.9 or later); run again it mends what differs.</summary>
internal static class AwsCliExport
{
    public static string Write(Desired desired) =>
        $$"""
        #!/usr/bin/env bash
        # IAM side of GitLab Duo with Amazon Q for the GitLab instance {{desired.InstanceUid}}
        # Needs AWS CLI 2.9 or later. AWS_ARGS holds further arguments for it, such as
        #   AWS_ARGS="--profile administrator" or AWS_ARGS="--endpoint-url http://127.0.0.1:7481"
        {{SetupExport.ProfileRemark(desired)}}
        set -euo pipefail

        # shellcheck disable=SC2086 # AWS_ARGS is a list of words
        aws_() { command aws ${AWS_ARGS:-} "$@"; }

        account=$(aws_ sts get-caller-identity --query Account --output text)
        provider_arn="arn:{{desired.Partition.Id}}:iam::${account}:oidc-provider/{{desired.ProviderName}}"
        tags=({{string.Join(' ', desired.Tags.Select(t => $"'Key={t.Key},Value={t.Value}'"))}})

        # Whether something exists; any other answer than "it does not" stops the script.
        exists() {
          local answer
          if answer=$(aws_ "$@" 2>&1 >/dev/null); then return 0; fi
          if [[ $answer == *NoSuchEntity* ]]; then return 1; fi
          printf '%s\n' "$answer" >&2
          exit 1
        }

        # Two set-ups of the same name would take things from each other, so a foreign owner stops the script.
        owned() {
          local owner
          owner=$(aws_ "$@" --query "Tags[?Key=='{{Desired.InstanceTag}}'].Value | [0]" --output text)
          if [[ $owner != '{{desired.InstanceUid}}' ]]; then
            printf 'exists already and its tag {{Desired.InstanceTag}} is %s: %s\n' "$owner" "$*" >&2
            exit 1
          fi
        }

        if exists iam get-open-id-connect-provider --open-id-connect-provider-arn "$provider_arn"; then
          owned iam list-open-id-connect-provider-tags --open-id-connect-provider-arn "$provider_arn"
          aws_ iam add-client-id-to-open-id-connect-provider \
            --open-id-connect-provider-arn "$provider_arn" --client-id '{{desired.Audience}}'
          aws_ iam tag-open-id-connect-provider --open-id-connect-provider-arn "$provider_arn" --tags "${tags[@]}"
        else
          create_provider() {
            aws_ iam create-open-id-connect-provider --url '{{desired.IssuerUrl}}' \
              --client-id-list '{{desired.Audience}}' --tags "${tags[@]}" "$@"
          }
          # Older AWS CLIs demand a thumbprint (252 is their "wrong usage"); newer ones let IAM find it.
          # IAM uses it only for certificates of no public authority, and the zeros match none.
          status=0
          answer=$(create_provider 2>&1) || status=$?
          if [[ $status -eq 252 && $answer == *--thumbprint-list* ]]; then
            create_provider --thumbprint-list 0000000000000000000000000000000000000000 >/dev/null
          elif [[ $status -ne 0 ]]; then
            printf '%s\n' "$answer" >&2
            exit "$status"
          fi
        fi

        # The account is the only part the shell fills in.
        trust_policy=$(cat <<JSON
        {{desired.In("${account}").TrustPolicy}}
        JSON
        )

        if exists iam get-role --role-name '{{desired.RoleName}}'; then
          owned iam list-role-tags --role-name '{{desired.RoleName}}'
          aws_ iam update-assume-role-policy --role-name '{{desired.RoleName}}' --policy-document "$trust_policy"
          # GitLab's AI gateway asks for sessions of 12 hours and fails with less.
          aws_ iam update-role --role-name '{{desired.RoleName}}' \
            --description '{{desired.RoleDescription}}' --max-session-duration {{Desired.SessionSeconds}} >/dev/null
          aws_ iam tag-role --role-name '{{desired.RoleName}}' --tags "${tags[@]}"
        else
          aws_ iam create-role --role-name '{{desired.RoleName}}' \
            --description '{{desired.RoleDescription}}' --max-session-duration {{Desired.SessionSeconds}} \
            --assume-role-policy-document "$trust_policy" --tags "${tags[@]}" >/dev/null
          aws_ iam wait role-exists --role-name '{{desired.RoleName}}'
        fi

        {{Permissions(desired)}}

        printf 'Provider URL  %s\n' '{{desired.IssuerUrl}}'
        printf 'Audience      %s\n' '{{desired.Audience}}'
        printf 'Role ARN      %s\n' "$(aws_ iam get-role --role-name '{{desired.RoleName}}' --query Role.Arn --output text)"

        """;

    private static string Permissions(Desired desired) => desired.Policy is RolePolicy.Managed
        ? $"""
          aws_ iam attach-role-policy --role-name '{desired.RoleName}' \
            --policy-arn '{desired.ManagedPolicyArn}'
          """
        : $"""
          permissions=$(cat <<'JSON'
          {QPermissions.InlinePolicy(desired.Partition.Id)}
          JSON
          )
          aws_ iam put-role-policy --role-name '{desired.RoleName}' \
            --policy-name {Desired.InlinePolicyName} --policy-document "$permissions"
          """;
}
