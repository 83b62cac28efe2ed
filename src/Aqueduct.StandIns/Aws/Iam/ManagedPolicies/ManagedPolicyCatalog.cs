namespace Aqueduct.StandIns.Aws.Iam.ManagedPolicies;

/// <summary>The AWS managed policies the stand-in knows: the one for GitLab, and two for trying callers with many and with few rights.</summary>
internal static class ManagedPolicyCatalog
{
    private const string GitLabDuo =
        """
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
              "Action": ["q:CreateOAuthAppConnection", "q:DeleteOAuthAppConnection"],
              "Resource": "*"
            },
            {
              "Sid": "GitLabDuoPluginPermissions",
              "Effect": "Allow",
              "Action": ["q:CreatePlugin", "q:DeletePlugin", "q:GetPlugin"],
              "Resource": "arn:aws:qdeveloper:*:*:plugin/GitLabDuoWithAmazonQ/*"
            }
          ]
        }
        """;

    private static readonly ManagedPolicy[] All =
    [
        // v3 says the same as v1, as a monthly record of live IAM shows: versions are nothing to compare by.
        new("GitLabDuoWithAmazonQPermissionsPolicy", "ANPASTANDINGITLABDUOQ", "Access to Amazon Q for GitLab Duo.", Date(2025, 4, 16),
            [new("v1", Date(2025, 4, 16), GitLabDuo), new("v3", Date(2026, 2, 12), GitLabDuo)]),
        new("AdministratorAccess", "ANPAIWMBCKSKIEE64ZLYK", "Provides full access to AWS services and resources.", Date(2015, 2, 6),
            [new("v1", Date(2015, 2, 6), Allow("*"))]),
        new("IAMReadOnlyAccess", "ANPAJKSO7NDY4T57MWDSQ", "Provides read only access to IAM.", Date(2015, 2, 6),
            [new("v4", Date(2018, 1, 25), Allow(
                "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails", "iam:Get*", "iam:List*",
                "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy"))]),
    ];

    public static ManagedPolicy? Find(string arn) => Array.Find(All, p => p.Arn == arn);

    private static string Allow(params string[] actions) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{string.Join(',', actions.Select(a => $"\"{a}\""))}}],"Resource":"*"}]}""";

    private static DateTimeOffset Date(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
