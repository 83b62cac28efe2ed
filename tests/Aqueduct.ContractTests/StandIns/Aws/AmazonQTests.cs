using Aqueduct.ContractTests.Tools;

namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class AmazonQTests
{
    private const string Connection = """clientId="app", clientSecret="secret", instanceUrl="https://gitlab.example.test", redirectUrl="https://gitlab.example.test" """;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_needs_a_profile_and_there_is_one_per_account_and_region()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        await new Boto3(world.Root).RunAsync("""call(client("codewhisperer"), "create_profile", profileName="Duo")""", CancellationToken);

        var shown = await new Boto3(world.Session("Duo")).RunAsync(
            $$"""
            connection = dict({{Connection}})
            q, elsewhere = client("qdeveloperintegration"), client("qdeveloperintegration", region_name="eu-central-1")
            show(call(elsewhere, "create_o_auth_app_connection", **connection))
            show(call(q, "delete_o_auth_app_connection"))
            show(call(q, "create_o_auth_app_connection", **connection))
            show(call(q, "create_o_auth_app_connection", **connection))
            show(call(q, "delete_o_auth_app_connection"))
            show(call(q, "create_o_auth_app_connection", **connection))
            """, CancellationToken);

        shown[0].ShouldBeRefusal("ValidationException", "ProfileDoesNotExist", ("errorCode", "ValidationException"), ("reason", "other"));
        shown[1].ShouldBeRefusal("ResourceNotFoundException", null, ("errorCode", "ResourceNotFoundException"), ("resourceType", "OAuthAppConnection"));
        shown[2].ShouldBeOk();
        shown[3].ShouldBeRefusal("ConflictException", null, ("errorCode", "ConflictException"), ("resourceId", "GITLAB"), ("resourceType", "OAuthAppConnection"));
        shown[4].ShouldBeOk();
        shown[5].ShouldBeOk();
    }

    [Fact]
    public async Task An_action_the_role_lacks_is_refused_and_the_documented_ones_are_not()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);

        var managed = await new Boto3(world.Session("Duo")).RunAsync(
            """
            q = client("qdeveloperintegration")
            show(call(q, "update_o_auth_app_connection", clientId="x"))
            show(call(q, "send_event", providerId="GITLAB", eventId="e", eventVersion="1.0", event=b"{}"))
            """, CancellationToken);
        var inline = await new Boto3(world.Session("Old", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"q:*","Resource":"*"},
            {"Effect":"Deny","Action":"q:SendEvent","Resource":"*"},
            {"Effect":"Deny","Action":"q:CreateAuthGrant","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}]}
            """)).RunAsync(
            """
            q = client("qdeveloperintegration")
            show(call(q, "send_event", providerId="GITLAB", eventId="e", eventVersion="1.0", event=b"{}"))
            show(call(q, "create_auth_grant", code="x"))
            show(call(client("qdeveloperintegration", region_name="eu-west-1"), "create_auth_grant", code="x"))
            """, CancellationToken);

        managed[0].ShouldBeRefusal("AccessDeniedException",
            "User: arn:aws:sts::111122223333:assumed-role/Duo/gitlab is not authorized to perform: q:UpdateOAuthAppConnection on resource: * "
            + "because no identity-based policy allows the q:UpdateOAuthAppConnection action");
        managed[1].ShouldBeRefusal("ResourceNotFoundException", null);
        inline[0].ShouldBeRefusal("AccessDeniedException",
            "User: arn:aws:sts::111122223333:assumed-role/Old/gitlab is not authorized to perform: q:SendEvent on resource: * "
            + "with an explicit deny in an identity-based policy");
        inline[1].ShouldBeRefusal("AccessDeniedException", null);
        inline[2].ShouldBeRefusal("ResourceNotFoundException", null);
    }

    [Fact]
    public async Task An_ended_session_is_refused()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);

        var shown = await new Boto3(world.Session("Duo", lifetime: TimeSpan.FromSeconds(-1))).RunAsync(
            """show(call(client("qdeveloperintegration"), "delete_o_auth_app_connection"))""", CancellationToken);

        shown[0].ShouldBeRefusal("ExpiredTokenException", "The security token included in the request is expired");
    }

    [Fact]
    public async Task Members_out_of_the_models_bounds_are_refused_by_name()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);

        var shown = await new Boto3(world.Session("Duo")).RunAsync(
            """
            q = client("qdeveloperintegration")
            show(call(q, "create_o_auth_app_connection", clientId="app", clientSecret="s", instanceUrl="http://gitlab.example.test"))
            show(call(q, "send_event", clientToken="", providerId="GITHUB", eventId="x" * 33, eventVersion="1.0.0-alpha.1", event=b""))
            show(call(q, "create_auth_grant"))
            """, CancellationToken);

        shown[0].ShouldBeRefusal("ValidationException",
            "2 validation errors detected: Value 'http://gitlab.example.test' at 'instanceUrl' failed to satisfy constraint: "
            + "Member must satisfy regular expression pattern: https://.*; Value null at 'redirectUrl' failed to satisfy constraint: Member must not be null",
            ("reason", "fieldValidationFailed"));
        shown[1]!["Message"]!.GetValue<string>().ShouldStartWith("5 validation errors detected: ");
        shown[2].ShouldBeRefusal("ValidationException",
            "1 validation error detected: Value null at 'code' failed to satisfy constraint: Member must not be null", ("reason", "fieldValidationFailed"));
    }

    [Fact]
    public async Task An_event_needs_a_grant_and_is_taken_once()
    {
        await using var world = await ConnectedAsync();

        var shown = await new Boto3(world.Session("Duo")).RunAsync(
            """
            q = client("qdeveloperintegration")
            event = dict(clientToken="one", providerId="GITLAB", eventId="Quick Action", eventVersion="1.0", event=b'{"command":"dev"}')
            show(call(q, "send_event", **event))
            show(call(q, "update_auth_grant", code="c"))
            show(call(q, "create_auth_grant", code="c"))
            show(call(q, "create_auth_grant", code="d"))
            show(call(q, "send_event", **event))
            show(call(q, "send_event", **event))
            show(call(q, "send_event", **dict(event, eventId="Another")))
            """, CancellationToken);

        shown[0].ShouldBeRefusal("AccessDeniedException", null, ("reason", "gitLabExpiredIdentity"));
        shown[1].ShouldBeRefusal("ResourceNotFoundException", null, ("resourceType", "AuthGrant"));
        shown[2].ShouldBeOk();
        shown[3].ShouldBeRefusal("ConflictException", null, ("resourceType", "AuthGrant"));
        shown[4].ShouldBeOk()["clientToken"]!.GetValue<string>().ShouldBe("one");
        shown[5].ShouldBeOk()["eventId"]!.GetValue<string>().ShouldBe("Quick Action");
        shown[6].ShouldBeRefusal("ValidationException", null, ("reason", "invalidParameter"));
        var received = world.StandIn.World.Read(state => state.AmazonQ.In("us-east-1").Events).ShouldHaveSingleItem();
        received.Event.ShouldBe("""{"command":"dev"}"""u8.ToArray());
        received.Caller.ShouldBe("arn:aws:sts::111122223333:assumed-role/Duo/gitlab");
    }

    [Fact]
    public async Task A_grant_ends_after_an_hour_and_is_invalid_for_another_application()
    {
        await using var world = await ConnectedAsync();
        world.Give("Old", age: TimeSpan.FromMinutes(60));
        world.Give("Other", "other", TimeSpan.FromMinutes(59));
        const string script = """
            q = client("qdeveloperintegration")
            event = dict(providerId="GITLAB", eventId="Quick Action", eventVersion="1.0", event=b"{}")
            show(call(q, "send_event", **event))
            show(call(q, "verify_o_auth_app_connection"))
            show(call(q, CURE, code="new"))
            show(call(q, "send_event", **event))
            """;

        var expired = await new Boto3(world.Session("Old")).RunAsync(script.Replace("CURE", "'create_auth_grant'", StringComparison.Ordinal), CancellationToken);
        var invalid = await new Boto3(world.Session("Other")).RunAsync(script.Replace("CURE", "'update_auth_grant'", StringComparison.Ordinal), CancellationToken);

        expired[0].ShouldBeRefusal("AccessDeniedException", null, ("reason", "gitLabExpiredIdentity"));
        expired[1].ShouldBeRefusal("AccessDeniedException", null, ("reason", "gitLabExpiredIdentity"));
        expired[3].ShouldBeOk();
        invalid[0].ShouldBeRefusal("AccessDeniedException", null, ("reason", "gitLabInvalidIdentity"));
        invalid[1].ShouldBeRefusal("AccessDeniedException", null, ("reason", "gitLabInvalidIdentity"));
        invalid[3].ShouldBeOk();
    }

    [Fact]
    public async Task Verify_really_tries_the_instance_and_trusts_only_a_good_certificate()
    {
        using var ca = new ThrowawayCa();
        await using var gitLab = await TestIssuer.StartAsync("gitlab.example.test", ca.Issue("gitlab.example.test"), CancellationToken);
        await using var reached = await ConnectedAsync(ca.RootFile, gitLab.ConnectTo);
        await using var untrusting = await ConnectedAsync(null, gitLab.ConnectTo);
        await using var unreached = await ConnectedAsync();

        (await VerifyAsync(reached)).ShouldBe("PASSED: ; INCOMPLETE: No authorization code has been given.");
        (await VerifyAsync(untrusting)).ShouldBe(
            "FAILED: The certificate of gitlab.example.test is not trusted or of another name.; INCOMPLETE: The GitLab instance cannot be reached.");
        (await VerifyAsync(unreached)).ShouldBe("FAILED: gitlab.example.test does not answer.; INCOMPLETE: The GitLab instance cannot be reached.");
    }

    [Fact]
    public async Task A_key_of_the_customer_is_used_for_the_caller_by_way_of_Amazon_Q()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        var session = world.Session("Duo", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"q:*","Resource":"*"}]}""");
        var made = await new Boto3(world.Root).RunAsync(
            """
            role = {"AWS": "arn:aws:iam::111122223333:role/Duo"}
            actions = ["kms:DescribeKey", "kms:GenerateDataKey"]

            def key(region):
                statements = [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},
                    {"Effect": "Allow", "Principal": role, "Action": actions, "Resource": "*", "Condition": {"StringEquals": {"kms:ViaService": ["q." + region + ".amazonaws.com"]}}}]
                return call(client("kms"), "create_key", Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))["KeyMetadata"]["Arn"]

            show([key("us-east-1"), key("eu-central-1")])
            """, CancellationToken);

        var shown = await new Boto3(session).RunAsync(
            $$"""
            q = client("qdeveloperintegration")
            show(call(q, "update_encryption_configuration", feature="f", kmsKeyIdentifier="{{made[0]![0]}}"))
            show(call(q, "update_encryption_configuration", feature="f", kmsKeyIdentifier="{{made[0]![1]}}"))
            show(call(q, "get_encryption_configuration", feature="f"))
            show(call(client("kms"), "generate_data_key", KeyId="{{made[0]![0]}}", KeySpec="AES_256"))
            """, CancellationToken);
        world.StandIn.World.Change(state => state.Kms.Keys[made[0]![0]!.GetValue<string>()].Policy =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}]}""");
        var shut = await new Boto3(session).RunAsync(
            """
            q = client("qdeveloperintegration")
            show(call(q, "send_event", providerId="GITLAB", eventId="e", eventVersion="1.0", event=b"{}"))
            show(call(q, "delete_encryption_configuration", feature="f"))
            show(call(q, "get_encryption_configuration", feature="f"))
            """, CancellationToken);

        shown[0].ShouldBeOk();
        shown[1].ShouldBeRefusal("AccessDeniedException", null);
        shown[2].ShouldBeOk()["kmsKeyIdentifier"]!.GetValue<string>().ShouldBe(made[0]![0]!.GetValue<string>());
        shown[3].ShouldBeRefusal("AccessDeniedException", null);
        shut[0].ShouldBeRefusal("AccessDeniedException", null);
        shut[1].ShouldBeOk();
        shut[2].ShouldBeRefusal("ResourceNotFoundException", null);
    }

    private static async Task<string> VerifyAsync(AmazonQWorld world)
    {
        var shown = await new Boto3(world.Session("Duo")).RunAsync("""show(call(client("qdeveloperintegration"), "verify_o_auth_app_connection"))""", CancellationToken);
        var response = shown[0].ShouldBeOk()["response"]!;
        return $"{Of("GITLAB_INSTANCE_REACHABILITY")}; {Of("GITLAB_CREDENTIAL_VALIDITY")}";

        string Of(string check) => $"{response[check]!["status"]}: {response[check]!["message"]}";
    }

    private static async Task<AmazonQWorld> ConnectedAsync(string? caFile = null, params string[] connectTo)
    {
        var world = await AmazonQWorld.StartAsync(CancellationToken, caFile, connectTo);
        world.Connect();
        return world;
    }
}
