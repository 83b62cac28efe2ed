namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class AuthorizationTests : AwsStandInTest
{
    [Fact]
    public async Task User_may_do_what_its_policies_allow_and_nothing_else()
    {
        var seen = await RunAsync(
            """
            call(iam, "create_user", UserName="few")
            policy = json.dumps({"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": ["iam:ListRoles", "iam:GetUser", "iam:CreateRole"], "Resource": "*"},
                {"Effect": "Allow", "Action": "iam:TagOpenIDConnectProvider", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestTag/owner": "${aws:username}"}}},
                {"Effect": "Deny", "Action": "iam:CreateRole", "Resource": "arn:aws:iam::*:role/forbidden"}]})
            call(iam, "put_user_policy", UserName="few", PolicyName="p", PolicyDocument=policy)
            key = call(iam, "create_access_key", UserName="few")["AccessKey"]
            arn = call(iam, "create_open_id_connect_provider", Url="https://a.example.test")["OpenIDConnectProviderArn"]
            few = client("iam", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])

            show(call(few, "list_roles"))
            show(call(few, "get_user"))
            show(call(few, "get_role", RoleName="QDeveloperAccess"))
            show(call(few, "create_role", RoleName="forbidden", AssumeRolePolicyDocument="{}"))
            for owner in ("few", "other"):
                show(call(few, "tag_open_id_connect_provider", OpenIDConnectProviderArn=arn, Tags=[{"Key": "owner", "Value": owner}]))
            """);

        seen[0]!["Roles"]!.AsArray().ShouldBeEmpty();
        Text(seen[1]!["User"], "Arn").ShouldBe("arn:aws:iam::111122223333:user/few");
        ShouldBeRefused(seen[2], "AccessDenied", 403,
            "User: arn:aws:iam::111122223333:user/few is not authorized to perform: iam:GetRole on resource: arn:aws:iam::111122223333:role/QDeveloperAccess "
            + "because no identity-based policy allows the iam:GetRole action");
        ShouldBeRefused(seen[3], "AccessDenied", 403,
            "User: arn:aws:iam::111122223333:user/few is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/forbidden "
            + "with an explicit deny in an identity-based policy");
        seen[4]!.AsObject().ShouldBeEmpty();
        Text(seen[5], "Code").ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Users_with_their_keys_and_policies_live_from_creation_to_deletion()
    {
        var seen = await RunAsync(
            """
            user = dict(UserName="few")
            show(call(iam, "create_user", **user))
            show(call(iam, "create_user", **user))
            policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]})
            call(iam, "put_user_policy", **user, PolicyName="p", PolicyDocument=policy)
            show(call(iam, "get_user_policy", **user, PolicyName="p"))
            show(call(iam, "list_user_policies", **user))
            keys = [call(iam, "create_access_key", **user).get("AccessKey") for _ in range(2)]
            show(call(iam, "create_access_key", **user))
            show([k["AccessKeyId"] for k in call(iam, "list_access_keys", **user)["AccessKeyMetadata"]] == [k["AccessKeyId"] for k in keys])
            show(call(iam, "delete_user", **user))
            for key in keys:
                call(iam, "delete_access_key", **user, AccessKeyId=key["AccessKeyId"])
            show(call(client("iam", aws_access_key_id=keys[0]["AccessKeyId"], aws_secret_access_key=keys[0]["SecretAccessKey"]), "list_roles"))
            show(call(iam, "delete_user", **user))
            call(iam, "delete_user_policy", **user, PolicyName="p")
            call(iam, "delete_user", **user)
            show(call(iam, "get_user", **user))
            """);

        Text(seen[0]!["User"], "UserId").ShouldStartWith("AIDA");
        ShouldBeRefused(seen[1], "EntityAlreadyExists", 409, "User with name few already exists.");
        Text(seen[2]!["PolicyDocument"]!["Statement"]![0], "Action").ShouldBe("iam:*");
        Texts(seen[3]!["PolicyNames"]).ShouldBe(["p"]);
        ShouldBeRefused(seen[4], "LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2");
        seen[5]!.GetValue<bool>().ShouldBeTrue();
        ShouldBeRefused(seen[6], "DeleteConflict", 409, "Cannot delete entity, must delete access keys first.");
        Text(seen[7], "Code").ShouldBe("InvalidClientTokenId");
        ShouldBeRefused(seen[8], "DeleteConflict", 409, "Cannot delete entity, must delete policies first.");
        ShouldBeRefused(seen[9], "NoSuchEntity", 404, "The user with name few cannot be found.");
    }
}
