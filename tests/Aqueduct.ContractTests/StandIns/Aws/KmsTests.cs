using Aqueduct.ContractTests.Tools;

namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class KmsTests
{
    private const string Account = """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}""";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_encrypts_decrypts_and_makes_data_keys()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);

        var shown = await new Boto3(world.Root).RunAsync(
            """
            kms = client("kms")
            key = call(kms, "create_key", Description="For Amazon Q")["KeyMetadata"]
            show(key)
            show(call(kms, "create_alias", AliasName="alias/duo", TargetKeyId=key["KeyId"]))
            show(call(kms, "create_alias", AliasName="alias/duo", TargetKeyId=key["KeyId"]))
            show([(a["AliasName"], a["TargetKeyId"] == key["KeyId"]) for a in call(kms, "list_aliases")["Aliases"]])
            blob = call(kms, "encrypt", KeyId="alias/duo", Plaintext=b"hello", EncryptionContext={"a": "1"})["CiphertextBlob"]
            show(call(kms, "decrypt", CiphertextBlob=blob, EncryptionContext={"a": "1"})["Plaintext"] == b"hello")
            show(call(kms, "decrypt", CiphertextBlob=blob))
            data = call(kms, "generate_data_key", KeyId=key["Arn"], KeySpec="AES_256")
            show(len(data["Plaintext"]) == 32 and call(kms, "decrypt", CiphertextBlob=data["CiphertextBlob"])["Plaintext"] == data["Plaintext"])
            show("Plaintext" in call(kms, "generate_data_key_without_plaintext", KeyId=key["Arn"], NumberOfBytes=16))
            show(call(kms, "generate_data_key", KeyId=key["Arn"]))
            show(call(kms, "describe_key", KeyId="00000000-0000-0000-0000-000000000000"))
            """, CancellationToken);

        shown[0]!["KeyState"]!.GetValue<string>().ShouldBe("Enabled");
        shown[1].ShouldBeOk();
        shown[2].ShouldBeRefusal("AlreadyExistsException", "An alias with the name arn:aws:kms:us-east-1:111122223333:alias/duo already exists");
        shown[3]!.ToJsonString().ShouldBe("""[["alias/duo",true]]""");
        shown[4]!.GetValue<bool>().ShouldBeTrue();
        shown[5].ShouldBeRefusal("InvalidCiphertextException", null);
        shown[6]!.GetValue<bool>().ShouldBeTrue();
        shown[7]!.GetValue<bool>().ShouldBeFalse();
        shown[8].ShouldBeRefusal("ValidationException", "Please specify either number of bytes or key spec.");
        shown[9].ShouldBeRefusal("NotFoundException", "Key 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000' does not exist");
    }

    [Fact]
    public async Task A_key_that_is_disabled_or_pending_deletion_is_of_no_use()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);

        var shown = await new Boto3(world.Root).RunAsync(
            """
            kms = client("kms")
            arn = call(kms, "create_key")["KeyMetadata"]["Arn"]
            show(call(kms, "disable_key", KeyId=arn))
            show(call(kms, "encrypt", KeyId=arn, Plaintext=b"x"))
            show(call(kms, "enable_key", KeyId=arn))
            show(call(kms, "encrypt", KeyId=arn, Plaintext=b"x"))
            show(call(kms, "schedule_key_deletion", KeyId=arn, PendingWindowInDays=6))
            show(call(kms, "schedule_key_deletion", KeyId=arn, PendingWindowInDays=7))
            show(call(kms, "encrypt", KeyId=arn, Plaintext=b"x"))
            show(call(kms, "describe_key", KeyId=arn)["KeyMetadata"]["KeyState"])
            """, CancellationToken);

        shown[1].ShouldBeRefusal("DisabledException", null);
        shown[2].ShouldBeOk();
        shown[3].ShouldBeOk();
        shown[4].ShouldBeRefusal("ValidationException", null);
        shown[5].ShouldBeOk()["KeyState"]!.GetValue<string>().ShouldBe("PendingDeletion");
        shown[6].ShouldBeRefusal("KMSInvalidStateException", null);
        shown[7]!.GetValue<string>().ShouldBe("PendingDeletion");
    }

    [Fact]
    public async Task A_key_policy_is_refused_when_malformed_unknown_or_locking_out()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        world.Session("Duo");

        var shown = await new Boto3(world.Root).RunAsync(
            $$"""
            kms = client("kms")
            arn = call(kms, "create_key")["KeyMetadata"]["Arn"]
            show(call(kms, "get_key_policy", KeyId=arn, PolicyName="default"))

            def put(*statements, name="default", **more):
                show(call(kms, "put_key_policy", KeyId=arn, PolicyName=name, Policy='{"Version":"2012-10-17","Statement":[' + ",".join(statements) + "]}", **more))

            account = '{{Account}}'
            duo = '{"Sid":"Duo","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/Duo"},"Action":["kms:Decrypt"],"Resource":"*"}'
            put(account, duo)
            put(account, duo.replace("role/Duo", "role/Nobody"))
            put(duo)
            put(account + ",")
            put(account, name="other")
            put(duo, BypassPolicyLockoutSafetyCheck=True)
            show(call(kms, "get_key_policy", KeyId=arn, PolicyName="default"))
            """, CancellationToken);

        shown[0]!["Policy"]!.GetValue<string>().ShouldContain("arn:aws:iam::111122223333:root");
        shown[1].ShouldBeOk();
        shown[2].ShouldBeRefusal("MalformedPolicyDocumentException", "Policy contains a statement with one or more invalid principals.");
        shown[3].ShouldBeRefusal("MalformedPolicyDocumentException", "The new key policy will not allow you to update the key policy in the future.");
        shown[4].ShouldBeRefusal("MalformedPolicyDocumentException", null);
        shown[5].ShouldBeRefusal("NotFoundException", "No such policy exists");
        shown[6].ShouldBeOk();
        shown[7].ShouldBeRefusal("AccessDeniedException", null);
    }

    [Theory]
    [InlineData("nothing", null, "because no resource-based policy allows the kms:Encrypt action")]
    [InlineData("the account", "Allow", null)]
    [InlineData("the account", null, "because no identity-based policy allows the kms:Encrypt action")]
    [InlineData("the account", "Deny", "with an explicit deny in an identity-based policy")]
    [InlineData("the role", null, null)]
    [InlineData("the role", "Deny", "with an explicit deny in an identity-based policy")]
    [InlineData("the role by way of Amazon Q", null, "because no resource-based policy allows the kms:Encrypt action")]
    [InlineData("the role, denied in the key policy", "Allow", "with an explicit deny in a resource-based policy")]
    public async Task Key_policy_and_identity_policy_decide_together(string keyPolicyAllows, string? identityPolicy, string? refusal)
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        var action = identityPolicy is null ? "kms:List*" : "kms:*";
        var session = world.Session(
            "Duo", $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{{identityPolicy ?? "Allow"}}}","Action":"{{{action}}}","Resource":"*"}]}""");
        var locked = Account.Replace("kms:*", "kms:PutKeyPolicy", StringComparison.Ordinal);
        var role = """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/Duo"},"Action":"kms:Encrypt","Resource":"*"}""";
        var statements = keyPolicyAllows switch
        {
            "nothing" => locked,
            "the account" => Account,
            "the role" => $"{locked},{role}",
            "the role, denied in the key policy" => $"{Account},{role.Replace("Allow", "Deny", StringComparison.Ordinal)}",
            _ => $$$"""{{{locked}}},{{{role[..^1]}}},"Condition":{"StringEquals":{"kms:ViaService":["q.us-east-1.amazonaws.com"]} } }""",
        };
        var made = await new Boto3(world.Root).RunAsync(
            $$"""show(call(client("kms"), "create_key", Policy='{"Version":"2012-10-17","Statement":[{{statements}}]}')["KeyMetadata"]["Arn"])""", CancellationToken);
        var arn = made[0]!.GetValue<string>();

        var shown = await new Boto3(session).RunAsync($$"""show(call(client("kms"), "encrypt", KeyId="{{arn}}", Plaintext=b"x"))""", CancellationToken);

        if (refusal is null) shown[0].ShouldBeOk();
        else shown[0].ShouldBeRefusal("AccessDeniedException", $"User: arn:aws:sts::111122223333:assumed-role/Duo/gitlab is not authorized to perform: kms:Encrypt on resource: {arn} {refusal}");
    }
}
