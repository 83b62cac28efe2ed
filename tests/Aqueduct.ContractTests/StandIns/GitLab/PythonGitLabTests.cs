using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class PythonGitLabTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_the_fixed_world()
    {
        var shown = await RunAsync("""
            g = connect("root")
            show(g.version()[0])
            g.auth(); show(g.user.username); show(g.user.is_admin)
            show(sorted(u.username for u in g.users.list(all=True)))
            show([x.full_path for x in g.groups.list(all=True)])
            show([p.path_with_namespace for p in g.projects.list(all=True)])
            acme = g.groups.get("acme")
            show({m.username: m.access_level for m in acme.members.list(all=True)})
            show([s.full_path for s in acme.subgroups.list()]); show([p.path for p in acme.projects.list(include_subgroups=True)])
            shop = g.projects.get("acme/shop")
            show(sorted(b.name for b in shop.branches.list()))
            show([c.title for c in shop.commits.list(ref_name="feature/round-prices")])
            show("maven.compiler.source" in shop.files.get("pom.xml", ref="main").decode().decode())
            show([t["path"] for t in shop.repository_tree(recursive=True) if t["type"] == "blob"])
            show([i.title for i in shop.issues.list()]); show([m.source_branch for m in shop.mergerequests.list(state="opened")])
            show(shop.mergerequests.get(1).diff_refs["head_sha"] == shop.branches.get("feature/round-prices").commit["id"])
            show(g.get_license()["plan"])
            show(g.http_get("/usage_data/service_ping")["uuid"])
            """);

        shown.ToJsonString().ShouldBe("""["18.5.1-ee","root",true,["dana","gus","max","olivia","rita","root"],["acme","acme/platform"],["acme/platform/ledger","acme/shop"],"""
            + """{"olivia":50,"max":40,"dana":30,"rita":20,"gus":10},["acme/platform"],["ledger","shop"],["feature/round-prices","main"],"""
            + """["Round prices half up","Add the cart","Start the shop"],true,[".gitignore","README.md","pom.xml","src/main/java/com/acme/shop/Cart.java","src/main/java/com/acme/shop/Item.java"],"""
            + """["Cart total ignores the discount"],["feature/round-prices"],true,"ultimate","6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"]""");
    }

    private static async Task<System.Text.Json.Nodes.JsonArray> RunAsync(string script, GitLabStandInOptions? options = null)
    {
        PythonGitLab.Require();
        await using var gitLab = await GitLabStandIn.StartAsync(options ?? Free(), Cancelled);
        return await new PythonGitLab(gitLab.Url).RunAsync(script, Cancelled);
    }

    private static GitLabStandInOptions Free() => new() { Urls = ["http://127.0.0.1:0"] };
}
