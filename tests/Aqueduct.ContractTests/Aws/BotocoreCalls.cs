using System.Text;
using Aqueduct.Aws.Iam;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Aws.Sts;

namespace Aqueduct.ContractTests.Aws;

/// <summary>Every operation of ours once, with values that need encoding.</summary>
internal static class BotocoreCalls
{
    private const string Provider = "arn:aws:iam::111122223333:oidc-provider/aqueduct.example.test/cc/oidc/6a1c";
    private const string Policy = "arn:aws:iam::aws:policy/GitLabDuoWithAmazonQPermissionsPolicy";
    private const string Profile = "arn:aws:codewhisperer:eu-west-1:111122223333:profile/ABCDEFGHIJKL";
    private const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"q:*","Resource":"*","Sid":"ü + & = % ~"}]}""";

    private static readonly IamTag[] Tags = [new("aqueduct:managed-by", "aqueduct"), new("Näme", "a b/c=d&e")];

    public static BotocoreCall[] All { get; } =
    [
        BotocoreCall.Iam("ListOpenIDConnectProviders", "{}", (a, c) => a.Iam.ListOpenIdConnectProvidersAsync(c)),
        BotocoreCall.Iam("GetOpenIDConnectProvider", OfProvider(), (a, c) => a.Iam.GetOpenIdConnectProviderAsync(Provider, c)),
        BotocoreCall.Iam(
            "CreateOpenIDConnectProvider",
            $$"""{"Url":"https://aqueduct.example.test/cc/oidc/6a1c","ClientIDList":["gitlab-cc-6a1c","second one"],{{TagsJson}}}""",
            (a, c) => a.Iam.CreateOpenIdConnectProviderAsync("https://aqueduct.example.test/cc/oidc/6a1c", ["gitlab-cc-6a1c", "second one"], Tags, c)),
        BotocoreCall.Iam("AddClientIDToOpenIDConnectProvider", OfProvider("""
            ,"ClientID":"gitlab-cc-6a1c"
            """), (a, c) => a.Iam.AddClientIdToOpenIdConnectProviderAsync(Provider, "gitlab-cc-6a1c", c)),
        BotocoreCall.Iam("RemoveClientIDFromOpenIDConnectProvider", OfProvider("""
            ,"ClientID":"gitlab-cc-6a1c"
            """), (a, c) => a.Iam.RemoveClientIdFromOpenIdConnectProviderAsync(Provider, "gitlab-cc-6a1c", c)),
        BotocoreCall.Iam("TagOpenIDConnectProvider", OfProvider($",{TagsJson}"), (a, c) => a.Iam.TagOpenIdConnectProviderAsync(Provider, Tags, c)),
        BotocoreCall.Iam("UntagOpenIDConnectProvider", OfProvider("""
            ,"TagKeys":["a","b c"]
            """), (a, c) => a.Iam.UntagOpenIdConnectProviderAsync(Provider, ["a", "b c"], c)),
        BotocoreCall.Iam("DeleteOpenIDConnectProvider", OfProvider(), (a, c) => a.Iam.DeleteOpenIdConnectProviderAsync(Provider, c)),

        BotocoreCall.Iam("GetRole", OfRole(), (a, c) => a.Iam.GetRoleAsync("Q+Role@1", c)),
        BotocoreCall.Iam("GetRole", OfRole(), (a, c) => a.Iam.GetRoleAsync("Q+Role@1", c), "cn-northwest-1"),
        BotocoreCall.Iam("GetRole", OfRole(), (a, c) => a.Iam.GetRoleAsync("Q+Role@1", c), "us-gov-east-1"),
        BotocoreCall.Iam(
            "CreateRole",
            OfRole($$""","AssumeRolePolicyDocument":{{Quoted}},"Description":"for Amazon Q","MaxSessionDuration":43200,{{TagsJson}}"""),
            (a, c) => a.Iam.CreateRoleAsync(new NewRole("Q+Role@1", Document, 43200, "for Amazon Q", Tags), c)),
        BotocoreCall.Iam("UpdateRole", OfRole("""
            ,"Description":"for Amazon Q","MaxSessionDuration":43200
            """), (a, c) => a.Iam.UpdateRoleAsync("Q+Role@1", 43200, "for Amazon Q", c)),
        BotocoreCall.Iam("UpdateAssumeRolePolicy", OfRole($$""","PolicyDocument":{{Quoted}}"""), (a, c) => a.Iam.UpdateAssumeRolePolicyAsync("Q+Role@1", Document, c)),
        BotocoreCall.Iam("TagRole", OfRole($",{TagsJson}"), (a, c) => a.Iam.TagRoleAsync("Q+Role@1", Tags, c)),
        BotocoreCall.Iam("UntagRole", OfRole("""
            ,"TagKeys":["a"]
            """), (a, c) => a.Iam.UntagRoleAsync("Q+Role@1", ["a"], c)),
        BotocoreCall.Iam("DeleteRole", OfRole(), (a, c) => a.Iam.DeleteRoleAsync("Q+Role@1", c)),

        BotocoreCall.Iam("ListAttachedRolePolicies", OfRole(), (a, c) => a.Iam.ListAttachedRolePoliciesAsync("Q+Role@1", c)),
        BotocoreCall.Iam("AttachRolePolicy", OfRole($$""","PolicyArn":"{{Policy}}" """), (a, c) => a.Iam.AttachRolePolicyAsync("Q+Role@1", Policy, c)),
        BotocoreCall.Iam("DetachRolePolicy", OfRole($$""","PolicyArn":"{{Policy}}" """), (a, c) => a.Iam.DetachRolePolicyAsync("Q+Role@1", Policy, c)),
        BotocoreCall.Iam("ListRolePolicies", OfRole(), (a, c) => a.Iam.ListRolePoliciesAsync("Q+Role@1", c)),
        BotocoreCall.Iam("GetRolePolicy", OfRole("""
            ,"PolicyName":"inline"
            """), (a, c) => a.Iam.GetRolePolicyAsync("Q+Role@1", "inline", c)),
        BotocoreCall.Iam("PutRolePolicy", OfRole($$""","PolicyName":"inline","PolicyDocument":{{Quoted}}"""), (a, c) => a.Iam.PutRolePolicyAsync("Q+Role@1", "inline", Document, c)),
        BotocoreCall.Iam("DeleteRolePolicy", OfRole("""
            ,"PolicyName":"inline"
            """), (a, c) => a.Iam.DeleteRolePolicyAsync("Q+Role@1", "inline", c)),
        BotocoreCall.Iam("GetPolicyVersion", $$"""{"PolicyArn":"{{Policy}}","VersionId":"v3"}""", (a, c) => a.Iam.GetManagedPolicyDocumentAsync(Policy, c)),
        BotocoreCall.Iam(
            "SimulatePrincipalPolicy",
            """{"PolicySourceArn":"arn:aws:iam::111122223333:user/root","ActionNames":["iam:CreateRole","iam:GetRole"],"ResourceArns":["*"]}""",
            (a, c) => a.Iam.SimulatePrincipalPolicyAsync("arn:aws:iam::111122223333:user/root", ["iam:CreateRole", "iam:GetRole"], ["*"], c)),

        BotocoreCall.Sts("GetCallerIdentity", "{}", (a, c) => a.Sts.GetCallerIdentityAsync(c)),
        BotocoreCall.Sts("GetCallerIdentity", "{}", (a, c) => a.Sts.GetCallerIdentityAsync(c), "us-east-1"),
        BotocoreCall.Sts("GetCallerIdentity", "{}", (a, c) => a.Sts.GetCallerIdentityAsync(c), "cn-north-1"),
        BotocoreCall.Sts("GetCallerIdentity", "{}", (a, c) => a.Sts.GetCallerIdentityAsync(c), "us-gov-west-1"),
        BotocoreCall.Sts(
            "AssumeRoleWithWebIdentity",
            """{"RoleArn":"arn:aws:iam::111122223333:role/Q","RoleSessionName":"u@1","WebIdentityToken":"eyJ.a-b_c.d","DurationSeconds":43200}""",
            (a, c) => a.Sts.AssumeRoleWithWebIdentityAsync("arn:aws:iam::111122223333:role/Q", "u@1", "eyJ.a-b_c.d", TimeSpan.FromHours(12), c)),

        BotocoreCall.Profiles("ListProfiles", "{}", (a, c) => a.Profiles.ListProfilesAsync(c)),
        BotocoreCall.Profiles(
            "CreateProfile",
            """
            {"profileName":"QDevProfile-eu-west-1","description":"for GitLab","referenceTrackerConfiguration":{"recommendationsWithReferences":"ALLOW"},
             "clientToken":"7f6f0e3c","tags":[{"key":"aqueduct:managed-by","value":"aqueduct"}]}
            """,
            (a, c) => a.Profiles.CreateProfileAsync(
                "QDevProfile-eu-west-1", "for GitLab", "7f6f0e3c", new Dictionary<string, string> { ["aqueduct:managed-by"] = "aqueduct" }, c)),
        BotocoreCall.Profiles("DeleteProfile", $$"""{"profileArn":"{{Profile}}"}""", (a, c) => a.Profiles.DeleteProfileAsync(Profile, c)),
        BotocoreCall.AmazonQ("VerifyOAuthAppConnection", "{}", (a, c) => a.AmazonQ.VerifyOAuthAppConnectionAsync(Session, c)),
        BotocoreCall.AmazonQ("CreateOAuthAppConnection", AppJson, (a, c) => a.AmazonQ.CreateOAuthAppConnectionAsync(Session, App, c)),
        BotocoreCall.AmazonQ("UpdateOAuthAppConnection", AppJson, (a, c) => a.AmazonQ.UpdateOAuthAppConnectionAsync(Session, App, c)),
        BotocoreCall.AmazonQ("DeleteOAuthAppConnection", "{}", (a, c) => a.AmazonQ.DeleteOAuthAppConnectionAsync(Session, c)),
        BotocoreCall.AmazonQ("CreateAuthGrant", """{"code":"a+b/c="}""", (a, c) => a.AmazonQ.CreateAuthGrantAsync(Session, "a+b/c=", c)),
        BotocoreCall.AmazonQ(
            "SendEvent",
            """{"clientToken":"t-1","providerId":"GITLAB","eventId":"Quick Action","eventVersion":"1.0","event":"{\"command\":\"dev\",\"text\":\"ü 😀\"}"}""",
            (a, c) => a.AmazonQ.SendEventAsync(Session, new QEvent("Quick Action", "t-1", Encoding.UTF8.GetBytes("""{"command":"dev","text":"ü 😀"}""")), c)),
        BotocoreCall.AmazonQ(
            "GenerateCodeRecommendations",
            """
            {"fileContext":{"leftFileContent":"int a = 1; // ü\n","rightFileContent":"","filename":"A.cs","programmingLanguage":{"languageName":"csharp"}},"maxResults":1}
            """,
            (a, c) => a.AmazonQ.GenerateCodeRecommendationsAsync(Session, new CodeContext("int a = 1; // ü\n", "", "A.cs", "csharp"), c)),
        BotocoreCall.AmazonQ(
            "SendMessage",
            """
            {"message":{"content":"why? 😀"},"conversationId":"c-1","history":[{"userInputMessage":{"content":"what?"}},{"assistantResponseMessage":{"content":"that"}}]}
            """,
            (a, c) => a.AmazonQ.SendMessageAsync(
                Session,
                new ChatMessage("why? 😀") { ConversationId = "c-1", History = [new(ChatSpeaker.User, "what?"), new(ChatSpeaker.Assistant, "that")] },
                TimeSpan.FromSeconds(10),
                c)),
        BotocoreCall.AmazonQ("UpdateAuthGrant", """{"code":"a+b/c="}""", (a, c) => a.AmazonQ.UpdateAuthGrantAsync(Session, "a+b/c=", c)),
    ];

    private static RoleSession Session =>
        new(BotocoreComparison.AccessKey, BotocoreComparison.SecretKey, BotocoreComparison.Token, DateTimeOffset.MaxValue, "arn");

    private static OAuthApp App => new("app", "s&cret+ü", "https://gitlab.example.test", "https://aqueduct.example.test/connection/callback");

    private static string AppJson => """
        {"clientId":"app","clientSecret":"s&cret+ü","instanceUrl":"https://gitlab.example.test","redirectUrl":"https://aqueduct.example.test/connection/callback"}
        """;

    private static string TagsJson => """
        "Tags":[{"Key":"aqueduct:managed-by","Value":"aqueduct"},{"Key":"Näme","Value":"a b/c=d&e"}]
        """;

    private static string Quoted => System.Text.Json.JsonSerializer.Serialize(Document);

    private static string OfProvider(string more = "") => $$"""{"OpenIDConnectProviderArn":"{{Provider}}"{{more}}}""";

    private static string OfRole(string more = "") => $$"""{"RoleName":"Q+Role@1"{{more}}}""";
}
