using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws;

namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class RestartTests
{
    [Fact]
    public async Task Profiles_connections_and_keys_survive_a_restart()
    {
        Boto3.Require();
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var options = new AwsStandInOptions { Urls = "http://127.0.0.1:0", StateFolder = folder.Path };
        string blob;
        await using (var first = await AwsStandIn.StartAsync(options, cancellationToken))
        {
            var made = await new Boto3(new AwsEnvironment(first.Url) { DataPath = AwsModels.Path }).RunAsync(
                """
                import base64
                profiles, q, kms = client("codewhisperer"), client("qdeveloperintegration"), client("kms")
                arn = call(profiles, "create_profile", profileName="Duo", tags=[{"key": "a", "value": "1"}])["profileArn"]
                call(q, "create_o_auth_app_connection", clientId="app", clientSecret="s", instanceUrl="https://gitlab.example.test", redirectUrl="https://gitlab.example.test")
                call(q, "create_auth_grant", code="c")
                show(call(q, "send_event", clientToken="one", providerId="GITLAB", eventId="e", eventVersion="1.0", event=b"{}"))
                call(kms, "create_alias", AliasName="alias/duo", TargetKeyId=call(kms, "create_key")["KeyMetadata"]["KeyId"])
                show(base64.b64encode(call(kms, "encrypt", KeyId="alias/duo", Plaintext=b"hello")["CiphertextBlob"]).decode())
                """, cancellationToken);
            made[0].ShouldBeOk();
            blob = made[1]!.GetValue<string>();
        }

        await using var second = await AwsStandIn.StartAsync(options, cancellationToken);
        var shown = await new Boto3(new AwsEnvironment(second.Url) { DataPath = AwsModels.Path }).RunAsync(
            $$"""
            import base64
            profiles, q, kms = client("codewhisperer"), client("qdeveloperintegration"), client("kms")
            arn = call(profiles, "list_profiles")["profiles"][0]["arn"]
            show(call(profiles, "list_tags_for_resource", resourceName=arn)["tags"])
            show(call(kms, "decrypt", KeyId="alias/duo", CiphertextBlob=base64.b64decode("{{blob}}"))["Plaintext"] == b"hello")
            show(call(q, "send_event", clientToken="one", providerId="GITLAB", eventId="e", eventVersion="1.0", event=b"{}"))
            show(call(q, "create_auth_grant", code="d"))
            show(call(q, "delete_o_auth_app_connection"))
            """, cancellationToken);

        shown[0]!.ToJsonString().ShouldBe("""[{"key":"a","value":"1"}]""");
        shown[1]!.GetValue<bool>().ShouldBeTrue();
        shown[2].ShouldBeOk();
        shown[3].ShouldBeRefusal("ConflictException", null);
        shown[4].ShouldBeOk();
        second.World.Read(world => world.AmazonQ.In("us-east-1").Events.Count).ShouldBe(1);
    }
}
