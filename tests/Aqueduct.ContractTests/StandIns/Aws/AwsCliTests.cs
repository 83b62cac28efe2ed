using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>The unmodified AWS CLI; boto3 has the rest, because it makes many calls in one process.</summary>
public sealed class AwsCliTests : IAsyncLifetime
{
    private AwsStandIn aws = null!;

    public async ValueTask InitializeAsync()
    {
        AwsCli.Require();
        aws = await AwsStandIn.StartAsync(new AwsStandInOptions { Urls = "http://127.0.0.1:0" }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (aws is not null) await aws.DisposeAsync();
    }

    private Task<ToolResult> RunAsync(params IReadOnlyList<string> arguments) =>
        new AwsCli(new AwsEnvironment(aws.Url)).RunAsync(TestContext.Current.CancellationToken, arguments);

    [Fact]
    public async Task Provider_is_created_and_shown_without_its_scheme()
    {
        var created = await RunAsync("iam", "create-open-id-connect-provider", "--url", "https://gitlab.example.test/cc/oidc/1", "--client-id-list", "gitlab-cc-1",
            "--thumbprint-list", new string('A', 40)); // this old CLI insists on one
        var arn = created.Json["OpenIDConnectProviderArn"]!.GetValue<string>();
        arn.ShouldBe("arn:aws:iam::111122223333:oidc-provider/gitlab.example.test/cc/oidc/1");

        var shown = (await RunAsync("iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", arn)).Json;
        shown["Url"]!.GetValue<string>().ShouldBe("gitlab.example.test/cc/oidc/1");
        shown["ClientIDList"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["gitlab-cc-1"]);
    }

    [Fact]
    public async Task Trust_policy_of_GitLabs_page_is_refused_for_its_trailing_comma()
    {
        const string document = """
            {
             "Version": "2012-10-17",
             "Statement": [
                 {
                     "Effect": "Allow",
                     "Action": "sts:AssumeRoleWithWebIdentity",
                     "Principal": {
                         "Federated": "arn:aws:iam::111122223333:oidc-provider/auth.token.gitlab.com/cc/oidc/1"
                     },
                     "Condition": {
                         "StringEquals": {
                             "auth.token.gitlab.com/cc/oidc/1:aud": "gitlab-cc-1"
                         },

                     }
                  }
               ]
            }
            """;
        (await RunAsync("iam", "create-role", "--role-name", "QDeveloperAccess", "--assume-role-policy-document", document))
            .AwsError.ShouldBe(("MalformedPolicyDocument", "This policy contains invalid Json"));
        (await RunAsync("iam", "create-role", "--role-name", "QDeveloperAccess", "--assume-role-policy-document", document.Replace("},\n\n", "}\n", StringComparison.Ordinal)))
            .Json["Role"]!["MaxSessionDuration"]!.GetValue<int>().ShouldBe(3600);
    }
}
