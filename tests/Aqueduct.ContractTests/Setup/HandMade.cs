using System.Text.Json;
using Aqueduct.Aws;
using Aqueduct.Aws.Iam;

namespace Aqueduct.ContractTests.Setup;

/// <summary>A set-up as somebody makes it in the AWS console who follows GitLab's page: what a take-over finds.</summary>
internal static class HandMade
{
    public const string IssuerHost = "auth.token.gitlab.com";
    public const string InlinePolicy = "gitlab-duo-amazon-q-policy";
    public const string Audience = $"gitlab-cc-{SetupWorld.Uid}";
    public const string ProviderArn = $"arn:aws:iam::111122223333:oidc-provider/{IssuerHost}/cc/oidc/{SetupWorld.Uid}";
    public const string RoleArn = $"arn:aws:iam::111122223333:role/{SetupWorld.RoleName}";

    /// <summary>The statement of GitLab's page, with its white space.</summary>
    public const string Statement = $$"""
        {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRoleWithWebIdentity",
                    "Principal": {
                        "Federated": "{{ProviderArn}}"
                    },
                    "Condition": {
                        "StringEquals": {
                            "{{IssuerHost}}/cc/oidc/{{SetupWorld.Uid}}:aud": "{{Audience}}"
                        }
                    }
                }
        """;

    private static readonly string[] Actions =
    [
        "q:SendEvent", "q:CreateAuthGrant", "q:UpdateAuthGrant", "q:GenerateCodeRecommendations", "q:SendMessage", "q:ListPlugins",
        "q:VerifyOAuthAppConnection", "q:CreateOAuthAppConnection", "q:DeleteOAuthAppConnection",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="without">An action that the inline policy lacks.</param>
    public static async Task MakeAsync(SetupWorld world, int sessionSeconds = 43_200, string? without = null, string? statements = null)
    {
        var iam = world.Administrator.Iam;
        (await world.Administrator.Profiles.CreateProfileAsync("QDevProfile-us-east-1", null, "by-hand", new Dictionary<string, string>(), Cancelled)).Failure.ShouldBeNull();
        (await iam.CreateOpenIdConnectProviderAsync(world.GitLabsIssuer.Url, [Audience], [], Cancelled)).Failure.ShouldBeNull();
        var role = new NewRole(SetupWorld.RoleName, Trust(statements ?? Statement), sessionSeconds, "by hand", [new("team", "platform")]);
        (await iam.CreateRoleAsync(role, Cancelled)).Failure.ShouldBeNull();
        await PutPermissionsAsync(world, without);
    }

    public static string Trust(string statements) => $$"""{ "Version": "2012-10-17", "Statement": [ {{statements}} ] }""";

    /// <summary>The documented actions in words of their own: merged, and narrowed to the account.</summary>
    private static async Task PutPermissionsAsync(SetupWorld world, string? without) => (await world.Administrator.Iam.PutRolePolicyAsync(
        SetupWorld.RoleName,
        InlinePolicy,
        $$"""
        { "Version": "2012-10-17", "Statement": [
          { "Effect": "Allow", "Action": {{JsonSerializer.Serialize(Actions.Where(a => a != without))}}, "Resource": "*" },
          { "Effect": "Allow", "Action": ["q:CreatePlugin", "q:DeletePlugin", "q:GetPlugin"], "Resource": "arn:aws:qdeveloper:us-east-1:111122223333:plugin/GitLabDuoWithAmazonQ/*" } ] }
        """,
        Cancelled)).Failure.ShouldBeNull();

    public static async Task<Role> RoleAsync(SetupWorld world) =>
        (await world.Administrator.Iam.GetRoleAsync(SetupWorld.RoleName, Cancelled)).TryGet(out var role, out var failure) ? role : throw new InvalidOperationException(failure.ToString());

    public static async Task TrustAsync(SetupWorld world, string document) =>
        (await world.Administrator.Iam.UpdateAssumeRolePolicyAsync(SetupWorld.RoleName, document, Cancelled)).Failure.ShouldBeNull();

    /// <summary>The role with its policies and the identity providers, as AWS gives them: word for word.</summary>
    public static async Task<string> SnapshotAsync(SetupWorld world)
    {
        var iam = world.Administrator.Iam;
        var seen = new List<object?> { await RoleAsync(world) };
        foreach (var arn in Value(await iam.ListOpenIdConnectProvidersAsync(Cancelled)))
            seen.Add(Value(await iam.GetOpenIdConnectProviderAsync(arn, Cancelled)));
        seen.Add(Value(await iam.ListAttachedRolePoliciesAsync(SetupWorld.RoleName, Cancelled)));
        foreach (var name in Value(await iam.ListRolePoliciesAsync(SetupWorld.RoleName, Cancelled)))
            seen.Add($"{name}: {Value(await iam.GetRolePolicyAsync(SetupWorld.RoleName, name, Cancelled))}");
        return JsonSerializer.Serialize(seen);
    }

    /// <summary>Null when AWS gives a session of 12 hours for a token of GitLab's own issuer.</summary>
    public static async Task<AwsFailure?> AssumeAsGitLabAsync(SetupWorld world) => (await world.Administrator.Sts.AssumeRoleWithWebIdentityAsync(
        RoleArn, "gitlab", await world.GitLabsIssuer.IssueAsync("1", Cancelled), TimeSpan.FromHours(12), Cancelled)).Failure;

    private static T Value<T>(AwsResult<T> result) => result.TryGet(out var value, out var failure) ? value : throw new InvalidOperationException(failure.ToString());
}
