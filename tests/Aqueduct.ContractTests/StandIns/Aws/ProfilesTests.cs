using System.Net.Http.Json;
using Aqueduct.ContractTests.Tools;

namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class ProfilesTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_lives_in_its_region_from_creation_to_deletion()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);

        var shown = await new Boto3(world.Root).RunAsync(
            """
            profiles, elsewhere = client("codewhisperer"), client("codewhisperer", region_name="eu-central-1")
            made = call(profiles, "create_profile", profileName="QDevProfile-us-east-1", description="For GitLab", clientToken="t", tags=[{"key": "a", "value": "1"}])
            show(made)
            show(call(profiles, "create_profile", profileName="QDevProfile-us-east-1", description="For GitLab", clientToken="t"))
            show(call(profiles, "create_profile", profileName="QDevProfile-us-east-1"))
            show(call(profiles, "list_profiles"))
            show(call(elsewhere, "list_profiles"))
            arn = made["profileArn"]
            show(call(profiles, "update_profile", profileArn=arn, profileName="Renamed"))
            show(call(profiles, "tag_resource", resourceName=arn, tags=[{"key": "b", "value": "2"}]))
            show(call(profiles, "untag_resource", resourceName=arn, tagKeys=["a"]))
            show(call(profiles, "list_tags_for_resource", resourceName=arn))
            show(call(profiles, "list_profiles"))
            show(call(elsewhere, "delete_profile", profileArn=arn))
            show(call(profiles, "delete_profile", profileArn=arn))
            show(call(profiles, "list_profiles"))
            """, CancellationToken);

        var arn = shown[0].ShouldBeOk()["profileArn"]!.GetValue<string>();
        arn.ShouldMatch(@"\Aarn:aws:codewhisperer:us-east-1:111122223333:profile/[A-Z0-9]{12}\z");
        shown[1]!["profileArn"]!.GetValue<string>().ShouldBe(arn);
        shown[2].ShouldBeRefusal("ConflictException", "A profile named QDevProfile-us-east-1 exists.");
        var listed = shown[3]!["profiles"]!.AsArray().ShouldHaveSingleItem()!;
        (listed["arn"]!.GetValue<string>(), listed["profileName"]!.GetValue<string>(), listed["description"]!.GetValue<string>(), listed["status"]!.GetValue<string>())
            .ShouldBe((arn, "QDevProfile-us-east-1", "For GitLab", "ACTIVE"));
        shown[4]!["profiles"]!.AsArray().ShouldBeEmpty();
        shown[5]!["profileArn"]!.GetValue<string>().ShouldBe(arn);
        shown[8]!["tags"]!.ToJsonString().ShouldBe("""[{"key":"b","value":"2"}]""");
        shown[9]!["profiles"]![0]!["profileName"]!.GetValue<string>().ShouldBe("Renamed");
        shown[10].ShouldBeRefusal("ResourceNotFoundException", null);
        shown[11].ShouldBeOk();
        shown[12]!["profiles"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Profiles_are_listed_in_pages()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);

        var shown = await new Boto3(world.Root).RunAsync(
            """
            profiles = client("codewhisperer")
            for name in ("A", "B", "C"):
                call(profiles, "create_profile", profileName=name)
            first = call(profiles, "list_profiles", maxResults=2)
            second = call(profiles, "list_profiles", maxResults=2, nextToken=first["nextToken"])
            show([p["profileName"] for p in first["profiles"]])
            show([p["profileName"] for p in second["profiles"]])
            show("nextToken" in second)
            show(call(profiles, "list_profiles", nextToken="x"))
            show(call(profiles, "list_profiles", maxResults=101))
            """, CancellationToken);

        shown[0]!.ToJsonString().ShouldBe("""["A","B"]""");
        shown[1]!.ToJsonString().ShouldBe("""["C"]""");
        shown[2]!.GetValue<bool>().ShouldBeFalse();
        shown[3].ShouldBeRefusal("ValidationException", null);
        shown[4].ShouldBeRefusal("ValidationException",
            "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100");
    }

    [Fact]
    public async Task A_name_outside_the_pattern_or_a_reused_token_is_refused()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);

        var shown = await new Boto3(world.Root).RunAsync(
            """
            profiles = client("codewhisperer")
            show(call(profiles, "create_profile", profileName="1st"))
            show(call(profiles, "create_profile", profileName="A" * 101))
            show(call(profiles, "create_profile", profileName="A", description="no dots."))
            show(call(profiles, "create_profile", profileName="A", clientToken="t"))
            show(call(profiles, "create_profile", profileName="B", clientToken="t"))
            """, CancellationToken);

        shown[0].ShouldBeRefusal("ValidationException",
            "1 validation error detected: Value '1st' at 'profileName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][a-zA-Z0-9_-]*");
        shown[1].ShouldBeRefusal("ValidationException", null);
        shown[2].ShouldBeRefusal("ValidationException", null);
        shown[3].ShouldBeOk();
        shown[4].ShouldBeRefusal("ConflictException", null);
    }

    [Fact]
    public async Task An_account_without_profiles_is_refused_once_new_accounts_are()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        using var http = new HttpClient { BaseAddress = world.StandIn.Url };
        (await http.PutAsJsonAsync("/_standin/settings", new { profilesClosedToNewAccounts = true }, CancellationToken)).EnsureSuccessStatusCode();

        var shown = await new Boto3(world.Root).RunAsync("""show(call(client("codewhisperer"), "create_profile", profileName="A"))""", CancellationToken);

        shown[0].ShouldBeRefusal("AccessDeniedException", "Amazon Q Developer is not available to new customers.");
    }

    [Fact]
    public async Task A_right_can_be_given_for_one_profile()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        var made = await new Boto3(world.Root).RunAsync(
            """
            profiles = client("codewhisperer")
            show([call(profiles, "create_profile", profileName=name)["profileArn"] for name in ("A", "B")])
            """, CancellationToken);
        var (mine, other) = (made[0]![0]!.GetValue<string>(), made[0]![1]!.GetValue<string>());
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"codewhisperer:Update*","Resource":"{{mine}}"}]}""";

        var shown = await new Boto3(world.Session("Editor", policy)).RunAsync(
            $$"""
            profiles = client("codewhisperer")
            show(call(profiles, "update_profile", profileArn="{{mine}}", description="mine"))
            show(call(profiles, "update_profile", profileArn="{{other}}", description="mine"))
            show(call(profiles, "delete_profile", profileArn="{{mine}}"))
            """, CancellationToken);

        shown[0].ShouldBeOk();
        shown[1].ShouldBeRefusal("AccessDeniedException",
            $"User: arn:aws:sts::111122223333:assumed-role/Editor/gitlab is not authorized to perform: codewhisperer:UpdateProfile on resource: {other} "
            + "because no identity-based policy allows the codewhisperer:UpdateProfile action");
        shown[2].ShouldBeRefusal("AccessDeniedException", null);
    }
}
