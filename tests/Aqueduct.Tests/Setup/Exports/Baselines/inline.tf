# IAM side of GitLab Duo with Amazon Q for the GitLab instance 6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11
# Not in here, since Amazon Q Developer profiles have no public API: the profile QDevProfile-us-east-1.
# Create it with `aqueduct setup apply`, or in the console:
# https://us-east-1.console.aws.amazon.com/amazonq/developer/home#/gitlab > Amazon Q Developer in GitLab > Get Started.
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
    "aqueduct:instance-uid" = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"
    "aqueduct:managed-by"   = "aqueduct"
  }
}

resource "aws_iam_openid_connect_provider" "aqueduct" {
  url            = "https://aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"
  client_id_list = ["gitlab-cc-6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"]
  tags           = local.aqueduct_tags
}

resource "aws_iam_role" "aqueduct" {
  name        = "QDeveloperAccess"
  description = "Amazon Q Developer for the GitLab instance 6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"
  # GitLab's AI gateway asks for sessions of 12 hours and fails with less.
  max_session_duration = 43200
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.aqueduct.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = { "aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11:aud" = "gitlab-cc-6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11" }
        StringLike   = { "aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11:sub" = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11:*" }
      }
    }]
  })
  tags = local.aqueduct_tags
}

resource "aws_iam_role_policy" "aqueduct" {
  name = "gitlab-duo-amazon-q-policy"
  role = aws_iam_role.aqueduct.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "GitLabDuoUsagePermissions"
        Effect   = "Allow"
        Action   = ["q:SendEvent", "q:CreateAuthGrant", "q:UpdateAuthGrant", "q:GenerateCodeRecommendations", "q:SendMessage", "q:ListPlugins", "q:VerifyOAuthAppConnection"]
        Resource = "*"
      },
      {
        Sid      = "GitLabDuoManagementPermissions"
        Effect   = "Allow"
        Action   = ["q:CreateOAuthAppConnection", "q:DeleteOAuthAppConnection"]
        Resource = "*"
      },
      {
        Sid      = "GitLabDuoPluginPermissions"
        Effect   = "Allow"
        Action   = ["q:CreatePlugin", "q:DeletePlugin", "q:GetPlugin"]
        Resource = "arn:aws:qdeveloper:*:*:plugin/GitLabDuoWithAmazonQ/*"
      },
    ]
  })
}

output "provider_url" {
  value = "https://aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"
}

output "audience" {
  value = "gitlab-cc-6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"
}

# Paste it in GitLab under "IAM role's ARN".
output "role_arn" {
  value = aws_iam_role.aqueduct.arn
}
