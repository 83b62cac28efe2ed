using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws;

namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class StateTests : AwsStandInTest
{
    private readonly TemporaryFolder folder = new();

    private protected override AwsStandInOptions Options => new() { Urls = "http://127.0.0.1:0", StateFolder = folder.Path };

    [Fact]
    public async Task State_outlives_the_process()
    {
        using var folder = this.folder;
        await RunAsync(
            """
            call(iam, "create_open_id_connect_provider", Url="https://a.example.test", ClientIDList=["c"], Tags=[{"Key": "k", "Value": "v"}])
            call(iam, "create_user", UserName="few")
            call(iam, "create_access_key", UserName="few")
            """);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder.Path, "aws-state.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await using var again = await AwsStandIn.StartAsync(Options, Cancellation);
        var seen = await new Boto3(new AwsEnvironment(again.Url)).RunAsync(
            """
            iam = client("iam")
            arn = call(iam, "list_open_id_connect_providers")["OpenIDConnectProviderList"][0]["Arn"]
            show(call(iam, "get_open_id_connect_provider", OpenIDConnectProviderArn=arn))
            show(len(call(iam, "list_access_keys", UserName="few")["AccessKeyMetadata"]))
            """, Cancellation);
        Texts(seen[0]!["ClientIDList"]).ShouldBe(["c"]);
        seen[0]!["Tags"]!.AsArray().Count.ShouldBe(1);
        seen[1]!.GetValue<int>().ShouldBe(1);
    }
}
