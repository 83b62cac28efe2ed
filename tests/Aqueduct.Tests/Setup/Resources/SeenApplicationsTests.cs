using Aqueduct.GitLab.Administration;
using Aqueduct.Setup;
using Aqueduct.Setup.Resources;
using Aqueduct.Setup.State;

namespace Aqueduct.Tests.Setup.Resources;

/// <summary>Which application is ours, which to keep and which to delete.</summary>
public sealed class SeenApplicationsTests
{
    private const string Uri = "https://aqueduct.example.test/connection/callback";
    private static readonly DesiredApplication Wanted =
        new DesiredAtGitLab(new("https://gitlab.internal"), "/token", "https://gitlab.example.com", "https://aqueduct.example.test").AmazonQApplication;

    [Fact]
    public void The_recorded_one_is_ours_under_any_name() =>
        Of([Application(1, name: "Renamed")], Record(1)).ShouldBe((ApplicationStep.None, 1, ""));

    [Fact]
    public void Name_and_redirect_URI_prove_one_that_is_not_recorded() =>
        Of([Application(1, name: "Other"), Application(2, "https://other"), Application(3)]).ShouldBe((ApplicationStep.Renew, 3, ""));

    [Fact]
    public void Of_several_the_newest_is_taken() =>
        Of([Application(1), Application(4)]).ShouldBe((ApplicationStep.Renew, 4, ""));

    [Fact]
    public void Nothing_of_ours_is_created() =>
        Of([Application(2, "https://other")]).ShouldBe((ApplicationStep.Create, null, ""));

    [Theory]
    [InlineData("api", true)]
    [InlineData("api read_repository write_repository sudo", true)]
    [InlineData("api read_repository write_repository", false)]
    public void Another_scope_or_no_secret_is_replaced(string scopes, bool confidential) =>
        Of([Application(1, scopes: scopes, confidential: confidential)], Record(1)).ShouldBe((ApplicationStep.Replace, 1, "1"));

    [Fact]
    public void The_order_of_scopes_says_nothing() =>
        Of([Application(1, scopes: "write_repository api read_repository")], Record(1)).ShouldBe((ApplicationStep.None, 1, ""));

    [Fact]
    public void Scopes_an_older_GitLab_does_not_tell_are_not_compared() =>
        Of([Application(1, scopes: null)], Record(1)).ShouldBe((ApplicationStep.None, 1, ""));

    [Fact]
    public void One_that_an_interrupted_run_made_for_the_recorded_ones_place_takes_it() =>
        Of([Application(1, scopes: "api"), Application(2)], Record(1), new(default, Uri, [1])).ShouldBe((ApplicationStep.Renew, 2, "1"));

    [Fact]
    public void A_former_one_that_is_left_is_deleted() =>
        Of([Application(1, "https://former"), Application(2)], Record(2), new(default, Uri, [1])).ShouldBe((ApplicationStep.None, 2, "1"));

    [Fact]
    public void One_made_for_an_address_nobody_wants_any_more_is_deleted() =>
        Of([Application(1), Application(2, "https://moved")], Record(1), new(default, "https://moved", [1])).ShouldBe((ApplicationStep.None, 1, "2"));

    [Fact]
    public void Another_address_of_GitLabs_changes_the_record_alone() =>
        Of([Application(1)], Record(1) with { InstanceUrl = "https://gitlab.former.example.com" }).ShouldBe((ApplicationStep.Record, 1, ""));

    [Fact]
    public void A_record_does_not_print_its_secret() => Record(1).ToString().ShouldBe("application 1, client ID client, secret ***");

    private static (ApplicationStep Step, long? Current, string ToDelete) Of(
        IReadOnlyList<OAuthApplication> all, ApplicationRecord? record = null, ApplicationIntent? intent = null)
    {
        var seen = SeenApplications.Of(all, record, intent, Wanted, "https://gitlab.example.com");
        return (seen.Step, seen.Current?.Id, string.Join(' ', seen.ToDelete.Select(a => a.Id)));
    }

    private static OAuthApplication Application(
        long id, string uri = Uri, string name = "Amazon Q OAuth", string? scopes = "api read_repository write_repository", bool confidential = true) =>
        new(id, $"client-{id}", name, uri, confidential, scopes?.Split(' '));

    private static ApplicationRecord Record(long id) => new(id, "client", "secret", Uri, "https://gitlab.example.com");
}
