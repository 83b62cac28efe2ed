#!/usr/bin/env bash
# IAM side of GitLab Duo with Amazon Q for the GitLab instance 6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11
# Needs AWS CLI 2.9 or later. AWS_ARGS holds further arguments for it, such as
#   AWS_ARGS="--profile administrator" or AWS_ARGS="--endpoint-url http://127.0.0.1:7481"
# Not in here, since Amazon Q Developer profiles have no public API: the profile QDevProfile-us-east-1.
# Create it with `aqueduct setup apply`, or in the console:
# https://us-east-1.console.aws.amazon.com/amazonq/developer/home#/gitlab > Amazon Q Developer in GitLab > Get Started.
set -euo pipefail

# shellcheck disable=SC2086 # AWS_ARGS is a list of words
aws_() { command aws ${AWS_ARGS:-} "$@"; }

account=$(aws_ sts get-caller-identity --query Account --output text)
provider_arn="arn:aws:iam::${account}:oidc-provider/aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"
tags=('Key=aqueduct:instance-uid,Value=6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11' 'Key=aqueduct:managed-by,Value=aqueduct')

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
  owner=$(aws_ "$@" --query "Tags[?Key=='aqueduct:instance-uid'].Value | [0]" --output text)
  if [[ $owner != '6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11' ]]; then
    printf 'exists already and its tag aqueduct:instance-uid is %s: %s\n' "$owner" "$*" >&2
    exit 1
  fi
}

if exists iam get-open-id-connect-provider --open-id-connect-provider-arn "$provider_arn"; then
  owned iam list-open-id-connect-provider-tags --open-id-connect-provider-arn "$provider_arn"
  aws_ iam add-client-id-to-open-id-connect-provider \
    --open-id-connect-provider-arn "$provider_arn" --client-id 'gitlab-cc-6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11'
  aws_ iam tag-open-id-connect-provider --open-id-connect-provider-arn "$provider_arn" --tags "${tags[@]}"
else
  create_provider() {
    aws_ iam create-open-id-connect-provider --url 'https://aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11' \
      --client-id-list 'gitlab-cc-6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11' --tags "${tags[@]}" "$@"
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
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::${account}:oidc-provider/aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11:aud": "gitlab-cc-6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"
        },
        "StringLike": {
          "aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11:sub": "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11:*"
        }
      }
    }
  ]
}
JSON
)

if exists iam get-role --role-name 'QDeveloperAccess'; then
  owned iam list-role-tags --role-name 'QDeveloperAccess'
  aws_ iam update-assume-role-policy --role-name 'QDeveloperAccess' --policy-document "$trust_policy"
  # GitLab's AI gateway asks for sessions of 12 hours and fails with less.
  aws_ iam update-role --role-name 'QDeveloperAccess' \
    --description 'Amazon Q Developer for the GitLab instance 6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11' --max-session-duration 43200 >/dev/null
  aws_ iam tag-role --role-name 'QDeveloperAccess' --tags "${tags[@]}"
else
  aws_ iam create-role --role-name 'QDeveloperAccess' \
    --description 'Amazon Q Developer for the GitLab instance 6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11' --max-session-duration 43200 \
    --assume-role-policy-document "$trust_policy" --tags "${tags[@]}" >/dev/null
  aws_ iam wait role-exists --role-name 'QDeveloperAccess'
fi

permissions=$(cat <<'JSON'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "GitLabDuoUsagePermissions",
      "Effect": "Allow",
      "Action": [
        "q:SendEvent",
        "q:CreateAuthGrant",
        "q:UpdateAuthGrant",
        "q:GenerateCodeRecommendations",
        "q:SendMessage",
        "q:ListPlugins",
        "q:VerifyOAuthAppConnection"
      ],
      "Resource": "*"
    },
    {
      "Sid": "GitLabDuoManagementPermissions",
      "Effect": "Allow",
      "Action": [
        "q:CreateOAuthAppConnection",
        "q:DeleteOAuthAppConnection"
      ],
      "Resource": "*"
    },
    {
      "Sid": "GitLabDuoPluginPermissions",
      "Effect": "Allow",
      "Action": [
        "q:CreatePlugin",
        "q:DeletePlugin",
        "q:GetPlugin"
      ],
      "Resource": "arn:aws:qdeveloper:*:*:plugin/GitLabDuoWithAmazonQ/*"
    }
  ]
}
JSON
)
aws_ iam put-role-policy --role-name 'QDeveloperAccess' \
  --policy-name gitlab-duo-amazon-q-policy --policy-document "$permissions"

printf 'Provider URL  %s\n' 'https://aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11'
printf 'Audience      %s\n' 'gitlab-cc-6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11'
printf 'Role ARN      %s\n' "$(aws_ iam get-role --role-name 'QDeveloperAccess' --query Role.Arn --output text)"
