namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class IamProviderTests : AwsStandInTest
{
    [Fact]
    public async Task Provider_lives_from_creation_to_deletion()
    {
        var seen = await RunAsync(
            """
            made = call(iam, "create_open_id_connect_provider", Url="https://gitlab.example.test/cc/oidc/1", ClientIDList=["a", "b"],
                        ThumbprintList=["A" * 40], Tags=[{"Key": "owner", "Value": "x"}])
            arn = made["OpenIDConnectProviderArn"]
            show(made)
            show(call(iam, "list_open_id_connect_providers"))
            for client_id in ("b", "c"):
                call(iam, "add_client_id_to_open_id_connect_provider", OpenIDConnectProviderArn=arn, ClientID=client_id)
            for client_id in ("a", "unknown"):
                show(call(iam, "remove_client_id_from_open_id_connect_provider", OpenIDConnectProviderArn=arn, ClientID=client_id))
            call(iam, "update_open_id_connect_provider_thumbprint", OpenIDConnectProviderArn=arn, ThumbprintList=["b" * 40, "c" * 40])
            call(iam, "tag_open_id_connect_provider", OpenIDConnectProviderArn=arn, Tags=[{"Key": "Owner", "Value": "y"}, {"Key": "k", "Value": ""}])
            call(iam, "untag_open_id_connect_provider", OpenIDConnectProviderArn=arn, TagKeys=["k", "unknown"])
            show(call(iam, "list_open_id_connect_provider_tags", OpenIDConnectProviderArn=arn))
            show(call(iam, "get_open_id_connect_provider", OpenIDConnectProviderArn=arn))
            call(iam, "delete_open_id_connect_provider", OpenIDConnectProviderArn=arn)
            show(call(iam, "get_open_id_connect_provider", OpenIDConnectProviderArn=arn))
            """);

        const string arn = "arn:aws:iam::111122223333:oidc-provider/gitlab.example.test/cc/oidc/1";
        Text(seen[0], "OpenIDConnectProviderArn").ShouldBe(arn);
        Text(seen[1]!["OpenIDConnectProviderList"]!.AsArray().ShouldHaveSingleItem(), "Arn").ShouldBe(arn);
        seen[3]!.AsObject().ShouldBeEmpty(); // removing what is not there is no error
        seen[4]!["Tags"]!.ToJsonString().ShouldBe("""[{"Key":"Owner","Value":"y"}]""");
        Text(seen[5], "Url").ShouldBe("gitlab.example.test/cc/oidc/1");
        Texts(seen[5]!["ClientIDList"]).ShouldBe(["b", "c"]);
        Texts(seen[5]!["ThumbprintList"]).ShouldBe([new string('b', 40), new string('c', 40)]);
        ShouldBeRefused(seen[6], "NoSuchEntity", 404, $"OpenIDConnect Provider not found for arn {arn}");
    }

    [Fact]
    public async Task Url_is_taken_as_it_is_and_one_of_each_is_had()
    {
        var seen = await RunAsync(
            """
            for url in ("https://a.example.test", "https://a.example.test/", "https://A.example.test", "https://a.example.test"):
                show(call(iam, "create_open_id_connect_provider", Url=url))
            """);
        seen.Take(3).Select(s => Text(s, "OpenIDConnectProviderArn")!.Split("oidc-provider/")[1]).ShouldBe(["a.example.test", "a.example.test/", "A.example.test"]);
        ShouldBeRefused(seen[3], "EntityAlreadyExists", 409, "Provider with url https://a.example.test already exists.");
    }

    [Fact]
    public async Task Url_that_IAM_does_not_take_is_refused()
    {
        var seen = await RunAsync(
            """
            for url in ("a.example.test", "http://a.example.test", "https://a.example.test:443", "https://a.example.test?x=1", "https://u@a.example.test",
                        "https://a_b.example.test", "https://a.example.test/" + "x" * 250):
                show(call(iam, "create_open_id_connect_provider", Url=url))
            show(call(iam, "create_open_id_connect_provider"))
            """);
        ShouldBeRefused(seen[0], "ValidationError", 400, "Invalid Open ID Connect Provider URL");
        ShouldBeRefused(seen[1], "InvalidInput", 400, "Invalid Open ID Connect Provider URL. The URL must begin with https://.");
        foreach (var answer in seen.Skip(2).Take(4)) ShouldBeRefused(answer, "InvalidInput", 400, "Invalid Open ID Connect Provider URL.");
        Text(seen[6], "Message").ShouldEndWith("at 'url' failed to satisfy constraint: Member must have length less than or equal to 255");
        ShouldBeRefused(seen[7], "ValidationError", 400, "1 validation error detected: Value null at 'url' failed to satisfy constraint: Member must not be null");
    }

    [Fact]
    public async Task Lists_of_a_provider_have_their_limits()
    {
        var seen = await RunAsync(
            """
            def create(**more):
                return call(iam, "create_open_id_connect_provider", Url="https://a.example.test", **more)

            show(create(ClientIDList=[f"c{i}" for i in range(101)]))
            show(create(ClientIDList=["c" * 256]))
            show(create(ThumbprintList=["a" * 39]))
            show(create(ThumbprintList=["a" * 40] * 6))
            show(create(Tags=[{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}]))
            show(create(Tags=[{"Key": "aws:a", "Value": ""}]))
            show(create(Tags=[{"Key": f"k{i}", "Value": ""} for i in range(51)]))
            show(create(Tags=[{"Key": "a;b", "Value": ""}]))
            arn = create(ClientIDList=[f"c{i}" for i in range(100)])["OpenIDConnectProviderArn"]
            show(call(iam, "add_client_id_to_open_id_connect_provider", OpenIDConnectProviderArn=arn, ClientID="one more"))
            show(call(iam, "update_open_id_connect_provider_thumbprint", OpenIDConnectProviderArn=arn, ThumbprintList=[]))
            """);
        ShouldBeRefused(seen[0], "LimitExceeded", 409, "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
        Text(seen[1], "Code").ShouldBe("ValidationError");
        ShouldBeRefused(seen[2], "InvalidInput", 400, "Thumbprint must be exactly 40 characters.");
        ShouldBeRefused(seen[3], "InvalidInput", 400, "Thumbprint list must contain fewer than 5 entries.");
        ShouldBeRefused(seen[4], "InvalidInput", 400, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        ShouldBeRefused(seen[5], "InvalidInput", 400, "aws: prefixed tag key names are not allowed for external use.");
        Text(seen[6], "Code").ShouldBe("LimitExceeded");
        Text(seen[7], "Message")!.ShouldContain("Value 'a;b' at 'tags.1.member.key' failed to satisfy constraint");
        ShouldBeRefused(seen[8], "LimitExceeded", 409, "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
        Text(seen[9], "Code").ShouldBe("InvalidInput");
    }

    [Fact]
    public async Task Quota_of_providers_is_kept()
    {
        Aws.World.Settings.ProvidersPerAccount = 1;
        var seen = await RunAsync("""for i in range(2): show(call(iam, "create_open_id_connect_provider", Url=f"https://a{i}.example.test"))""");
        ShouldBeRefused(seen[1], "LimitExceeded", 409, "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 1");
    }
}
