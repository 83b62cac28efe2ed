namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class IamRoleTests : AwsStandInTest
{
    private const string Trust =
        """
        trust = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.example.test/cc/oidc/1"},
            "Condition": {"StringEquals": {"gitlab.example.test/cc/oidc/1:aud": "gitlab-cc-1"}}}]})
        inline = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "q:SendEvent", "Resource": "*"}]})
        managed = "arn:aws:iam::aws:policy/GitLabDuoWithAmazonQPermissionsPolicy"

        def create(name="QDeveloperAccess", **more):
            return call(iam, "create_role", **{"RoleName": name, "AssumeRolePolicyDocument": trust, **more})


        """;

    [Fact]
    public async Task Role_lives_from_creation_to_deletion()
    {
        var seen = await RunAsync(Trust +
            """
            made = create(Path="/duo/", Description="for GitLab", MaxSessionDuration=43200, Tags=[{"Key": "owner", "Value": "x"}])["Role"]
            show([made["Arn"], made["MaxSessionDuration"], made["AssumeRolePolicyDocument"] == json.loads(trust), len(made["RoleId"]), made["RoleId"][:4]])
            show(call(iam, "list_roles", PathPrefix="/duo/"))
            call(iam, "update_role", RoleName="QDeveloperAccess", MaxSessionDuration=7200, Description="new")
            show(call(iam, "get_role", RoleName="QDeveloperAccess"))
            call(iam, "update_role", RoleName="QDeveloperAccess")
            call(iam, "update_assume_role_policy", RoleName="QDeveloperAccess", PolicyDocument=trust.replace("gitlab-cc-1", "gitlab-cc-2"))
            call(iam, "tag_role", RoleName="QDeveloperAccess", Tags=[{"Key": "k", "Value": "v"}])
            call(iam, "untag_role", RoleName="QDeveloperAccess", TagKeys=["owner"])
            show(call(iam, "list_role_tags", RoleName="QDeveloperAccess"))
            show(call(iam, "update_role_description", RoleName="QDeveloperAccess", Description="newer"))
            show(call(iam, "list_instance_profiles_for_role", RoleName="QDeveloperAccess"))
            show(call(iam, "delete_role", RoleName="QDeveloperAccess"))
            show(call(iam, "get_role", RoleName="QDeveloperAccess"))
            """);

        seen[0]!.ToJsonString().ShouldBe("""["arn:aws:iam::111122223333:role/duo/QDeveloperAccess",43200,true,21,"AROA"]""");
        seen[1]!["Roles"]!.AsArray().Count.ShouldBe(1);
        seen[2]!["Role"]!["MaxSessionDuration"]!.GetValue<int>().ShouldBe(7200);
        Text(seen[2]!["Role"], "Description").ShouldBe("new");
        seen[3]!["Tags"]!.ToJsonString().ShouldBe("""[{"Key":"k","Value":"v"}]""");
        Text(seen[4]!["Role"], "Description").ShouldBe("newer");
        seen[4]!["Role"]!["MaxSessionDuration"]!.GetValue<int>().ShouldBe(3600); // left out of UpdateRole: one hour again
        seen[4]!["Role"]!["AssumeRolePolicyDocument"]!.ToJsonString().ShouldContain("gitlab-cc-2");
        seen[5]!["InstanceProfiles"]!.AsArray().ShouldBeEmpty();
        seen[6]!.AsObject().ShouldBeEmpty();
        ShouldBeRefused(seen[7], "NoSuchEntity", 404, "The role with name QDeveloperAccess cannot be found.");
    }

    [Fact]
    public async Task Policies_are_put_attached_and_taken_away_and_hold_the_role()
    {
        var seen = await RunAsync(Trust +
            """
            create()
            role = dict(RoleName="QDeveloperAccess")
            call(iam, "put_role_policy", **role, PolicyName="gitlab-duo-amazon-q-policy", PolicyDocument=inline)
            show(call(iam, "list_role_policies", **role))
            show(call(iam, "get_role_policy", **role, PolicyName="gitlab-duo-amazon-q-policy"))
            for _ in range(2):
                show(call(iam, "attach_role_policy", **role, PolicyArn=managed))
            show(call(iam, "list_attached_role_policies", **role))
            show(call(iam, "delete_role", **role))
            call(iam, "detach_role_policy", **role, PolicyArn=managed)
            show(call(iam, "detach_role_policy", **role, PolicyArn=managed))
            show(call(iam, "delete_role", **role))
            call(iam, "delete_role_policy", **role, PolicyName="gitlab-duo-amazon-q-policy")
            show(call(iam, "delete_role_policy", **role, PolicyName="gitlab-duo-amazon-q-policy"))
            show(call(iam, "delete_role", **role))
            """);

        Texts(seen[0]!["PolicyNames"]).ShouldBe(["gitlab-duo-amazon-q-policy"]);
        seen[1]!["PolicyDocument"]!["Statement"]!.AsArray().Count.ShouldBe(1);
        seen[3]!.AsObject().ShouldBeEmpty(); // attached twice is no error
        seen[4]!["AttachedPolicies"]!.ToJsonString().ShouldBe(
            """[{"PolicyName":"GitLabDuoWithAmazonQPermissionsPolicy","PolicyArn":"arn:aws:iam::aws:policy/GitLabDuoWithAmazonQPermissionsPolicy"}]""");
        ShouldBeRefused(seen[5], "DeleteConflict", 409, "Cannot delete entity, must detach all policies first.");
        ShouldBeRefused(seen[6], "NoSuchEntity", 404, "Policy arn:aws:iam::aws:policy/GitLabDuoWithAmazonQPermissionsPolicy was not found.");
        ShouldBeRefused(seen[7], "DeleteConflict", 409, "Cannot delete entity, must delete policies first.");
        ShouldBeRefused(seen[8], "NoSuchEntity", 404, "The role policy with name gitlab-duo-amazon-q-policy cannot be found.");
        seen[9]!.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Values_that_IAM_does_not_take_are_refused()
    {
        var seen = await RunAsync(Trust +
            """
            show(create(name="bad/name"))
            show(create(name="a" * 65))
            show(create(Path="duo"))
            show(create(MaxSessionDuration=3599))
            show(create(MaxSessionDuration=43201, name=""))
            show(create(Description="\u2603"))
            show(create(AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Sid": "x" * 2000, **json.loads(trust)["Statement"][0]}]})))
            show(create(AssumeRolePolicyDocument=trust.replace("Federated", "AWS").replace("oidc-provider/gitlab.example.test/cc/oidc/1", "role/nobody")))
            show(create())
            show(create(name="QDEVELOPERACCESS"))
            role = dict(RoleName="QDeveloperAccess")
            show(call(iam, "attach_role_policy", **role, PolicyArn="arn:aws:iam::aws:policy/Unknown"))
            show(call(iam, "attach_role_policy", **role, PolicyArn="no-arn-at-all-but-long-enough"))
            show(call(iam, "put_role_policy", **role, PolicyName="p", PolicyDocument="{"))
            big = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "q:SendEvent", "Resource": "arn:aws:q:::" + "x" * 10200}]})
            show(call(iam, "put_role_policy", **role, PolicyName="p", PolicyDocument=big))
            show(call(iam, "list_roles", MaxItems=0))
            """);
        ShouldBeRefused(seen[0], "ValidationError", 400, "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
        Text(seen[1], "Message").ShouldEndWith("at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64");
        ShouldBeRefused(seen[2], "ValidationError", 400, "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
        ShouldBeRefused(seen[3], "ValidationError", 400,
            "1 validation error detected: Value '3599' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600");
        Text(seen[4], "Message")!.ShouldStartWith("2 validation errors detected: Value '' at 'roleName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '43201'");
        Text(seen[5], "Message")!.ShouldContain("at 'description' failed to satisfy constraint: Member must satisfy regular expression pattern");
        ShouldBeRefused(seen[6], "LimitExceeded", 409, "Cannot exceed quota for ACLSizePerRole: 2048");
        ShouldBeRefused(seen[7], "MalformedPolicyDocument", 400, "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/nobody\"");
        ShouldBeRefused(seen[9], "EntityAlreadyExists", 409, "Role with name QDEVELOPERACCESS already exists.");
        ShouldBeRefused(seen[10], "NoSuchEntity", 404, "Policy arn:aws:iam::aws:policy/Unknown does not exist or is not attachable.");
        ShouldBeRefused(seen[11], "ValidationError", 400, "Invalid ARN:  Could not be parsed!");
        ShouldBeRefused(seen[12], "MalformedPolicyDocument", 400, "Syntax errors in policy.");
        ShouldBeRefused(seen[13], "LimitExceeded", 409, "Maximum policy size of 10240 bytes exceeded for role QDeveloperAccess");
        Text(seen[14], "Message")!.ShouldContain("at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1");
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        var seen = await RunAsync(Trust +
            """
            for i in range(5):
                create(name=f"r{i}")
            pages = iam.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 2})
            show([[r["RoleName"] for r in page["Roles"]] for page in pages])
            show(call(iam, "list_roles", Marker="???"))
            """);
        seen[0]!.ToJsonString().ShouldBe("""[["r0","r1"],["r2","r3"],["r4"]]""");
        ShouldBeRefused(seen[1], "ValidationError", 400, "Invalid Marker.");
    }

    [Fact]
    public async Task Managed_policy_for_GitLab_is_shown_with_its_versions()
    {
        var seen = await RunAsync(Trust +
            """
            show(call(iam, "get_policy", PolicyArn=managed))
            show([v["VersionId"] for v in call(iam, "list_policy_versions", PolicyArn=managed)["Versions"]])
            show([s["Sid"] for s in call(iam, "get_policy_version", PolicyArn=managed, VersionId="v3")["PolicyVersion"]["Document"]["Statement"]])
            show(call(iam, "get_policy_version", PolicyArn=managed, VersionId="v9"))
            show(call(iam, "get_policy", PolicyArn="arn:aws:iam::aws:policy/Unknown"))
            """);
        Text(seen[0]!["Policy"], "DefaultVersionId").ShouldBe("v3");
        Texts(seen[1]).ShouldBe(["v3", "v1"]);
        Texts(seen[2]).ShouldBe(["GitLabDuoUsagePermissions", "GitLabDuoManagementPermissions", "GitLabDuoPluginPermissions"]);
        Text(seen[3], "Code").ShouldBe("NoSuchEntity");
        ShouldBeRefused(seen[4], "NoSuchEntity", 404, "Policy arn:aws:iam::aws:policy/Unknown was not found.");
    }

    [Fact]
    public async Task Simulation_tells_what_the_roles_policies_allow()
    {
        var seen = await RunAsync(Trust +
            """
            arn = create()["Role"]["Arn"]
            call(iam, "attach_role_policy", RoleName="QDeveloperAccess", PolicyArn=managed)
            deny = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "q:SendMessage", "Resource": "*"}]})
            call(iam, "put_role_policy", RoleName="QDeveloperAccess", PolicyName="deny", PolicyDocument=deny)
            answer = call(iam, "simulate_principal_policy", PolicySourceArn=arn, ActionNames=["q:SendEvent", "q:SendMessage", "q:UpdateOAuthAppConnection"])
            show([[r["EvalActionName"], r["EvalDecision"]] for r in answer["EvaluationResults"]])
            show(call(iam, "simulate_principal_policy", PolicySourceArn="arn:aws:iam::111122223333:root", ActionNames=["q:SendEvent"]))
            show(call(iam, "simulate_principal_policy", PolicySourceArn=arn + "x", ActionNames=["q:SendEvent"]))
            """);
        seen[0]!.ToJsonString().ShouldBe("""[["q:SendEvent","allowed"],["q:SendMessage","explicitDeny"],["q:UpdateOAuthAppConnection","implicitDeny"]]""");
        Text(seen[1], "Code").ShouldBe("InvalidInput");
        Text(seen[2], "Code").ShouldBe("NoSuchEntity");
    }

    [Fact]
    public async Task Quota_of_roles_and_of_attached_policies_is_kept()
    {
        (Aws.World.Settings.RolesPerAccount, Aws.World.Settings.ManagedPoliciesPerRole) = (1, 1);
        var seen = await RunAsync(Trust +
            """
            create()
            show(create(name="second"))
            call(iam, "attach_role_policy", RoleName="QDeveloperAccess", PolicyArn=managed)
            show(call(iam, "attach_role_policy", RoleName="QDeveloperAccess", PolicyArn="arn:aws:iam::aws:policy/IAMReadOnlyAccess"))
            """);
        ShouldBeRefused(seen[0], "LimitExceeded", 409, "Cannot exceed quota for RolesPerAccount: 1");
        ShouldBeRefused(seen[1], "LimitExceeded", 409, "Cannot exceed quota for PoliciesPerRole: 1");
    }
}
