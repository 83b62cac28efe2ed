using System.Text.Json.Nodes;
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

    [Fact]
    public async Task An_administrator_sets_up_account_token_application_and_hooks()
    {
        var shown = await RunAsync("""
            g = connect("root")
            account = g.http_post("/service_accounts", post_data={"name": "Amazon Q Service", "username": "amazon-q"})
            show([account["username"], account["name"]])
            token = g.users.get(account["id"]).personal_access_tokens.create({"name": "q", "scopes": ["api"], "expires_at": "2027-01-01"})
            show([token.token.startswith("glpat-"), token.scopes, token.expires_at])
            q = gitlab.Gitlab(os.environ["STANDIN_URL"], private_token=token.token)
            q.auth(); show(q.user.username); show(refused(q.projects.get, "acme/shop"))
            shop = g.projects.get("acme/shop")
            shop.members.create({"user_id": account["id"], "access_level": 30})
            show([[m.source_type, m.source_name] for m in g.users.get(account["id"]).memberships.list()])
            show(q.projects.get("acme/shop").permissions["project_access"]["access_level"])
            new = q.http_post("/personal_access_tokens/self/rotate", post_data={"expires_at": "2027-02-01"})
            show(refused(q.auth)); show(new["expires_at"])

            app = g.applications.create({"name": "Amazon Q OAuth", "redirect_uri": "https://gitlab.example.test", "scopes": "api read_repository write_repository", "confidential": False})
            listed = g.applications.list()[0]
            show([app.secret.startswith("gloas-"), hasattr(listed, "secret"), listed.application_id == app.application_id, listed.callback_url])
            renewed = g.http_post(f"/applications/{app.id}/renew-secret")
            show(renewed["secret"] != app.secret)
            g.applications.delete(app.id); show(g.applications.list())

            hook = shop.hooks.create({"url": "https://hooks.example.test/a", "merge_requests_events": True, "push_events": False, "token": "s3cret", "custom_headers": [{"key": "X-A", "value": "1"}]})
            hook = shop.hooks.get(hook.id)
            show([hook.merge_requests_events, hook.push_events, hook.note_events, hook.custom_headers, "token" in hook.attributes])
            show(refused(hook.save)); shop.hooks.update(hook.id, {"url": hook.url, "note_events": True}); show(shop.hooks.get(hook.id).note_events)
            hook.delete(); show(shop.hooks.list())
            system = g.hooks.create({"url": "http://127.0.0.1:9/hook"}); show([h.url for h in g.hooks.list()]); g.hooks.delete(system.id)
            user = g.users.create({"email": "new@acme.example.test", "username": "newbie", "name": "New", "password": "a-long-enough-one"})
            show([user.block(), g.users.get(user.id).state, user.unblock()]); user.delete(); show(refused(g.users.get, user.id))
            """);

        shown.ToJsonString().ShouldBe("""[["amazon-q","Amazon Q Service"],[true,["api"],"2027-01-01"],"amazon-q",{"status":404,"body":{"message":"404 Project Not Found"}},[["Project","Shop"]],30,"""
            + """{"status":401,"body":{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}},"2027-02-01","""
            + """[true,false,true,"https://gitlab.example.test"],true,[],[true,false,false,[{"key":"X-A"}],false],{"status":400,"body":{"error":"custom_headers[0][value] is missing"}},true,[],["http://127.0.0.1:9/hook"],"""
            + """[true,"blocked",true],{"status":404,"body":{"message":"404 User Not Found"}}]""");
    }

    [Fact]
    public async Task Groups_projects_and_members_follow_their_rules()
    {
        var shown = await RunAsync("""
            o, d = connect("olivia"), connect("dana")
            acme = o.groups.get("acme")
            sub = o.groups.create({"name": "Tools", "path": "tools", "parent_id": acme.id}); show(sub.full_path)
            made = o.projects.create({"name": "Build Kit", "namespace_id": sub.id}); show(made.path_with_namespace)
            show(o.groups.get("acme/tools").projects.list()[0].path)
            moved = made.transfer("acme/platform") or o.projects.get(made.id); show(o.projects.get(made.id).path_with_namespace)
            fork = connect("max").projects.get("acme/shop").forks.create({}); show([fork.path_with_namespace, fork.forked_from_project["path_with_namespace"]])
            show([c.title for c in connect("max").projects.get(fork.id).commits.list()][0])
            shop = o.projects.get("acme/shop")
            show(sorted(m.username for m in shop.members_all.list())); show(shop.members.list())
            dana = [m for m in shop.members_all.list() if m.username == "dana"][0]
            show(refused(shop.members.create, {"user_id": dana.id, "access_level": 20}))
            shop.members.create({"user_id": dana.id, "access_level": 40}); show(shop.members_all.get(dana.id).access_level)
            show(refused(shop.members.create, {"user_id": dana.id, "access_level": 40}))
            show(refused(shop.members.create, {"user_id": 999, "access_level": 40}))
            show(refused(shop.members.create, {"user_id": 1, "access_level": 33}))
            shop.members.delete(dana.id); show(shop.members_all.get(dana.id).access_level)
            show(refused(d.projects.get("acme/shop").hooks.list)); show(refused(d.projects.create, {"name": "Shop", "namespace_id": acme.id}))
            show(refused(connect("gus").projects.get("acme/shop").commits.list)); show(refused(connect("root").projects.get, "acme/none"))
            """);

        shown.ToJsonString().ShouldBe("""["acme/tools","acme/tools/build-kit","build-kit","acme/platform/build-kit",["max/shop","acme/shop"],"Add the cart","""
            + """["dana","gus","max","olivia","rita"],[],"""
            + """{"status":400,"body":{"message":{"access_level":["should be greater than or equal to Developer inherited membership from group Acme"]}}},40,"""
            + """{"status":409,"body":{"message":"Member already exists"}},{"status":404,"body":{"message":"404 User Not Found"}},"""
            + """{"status":400,"body":{"error":"access_level does not have a valid value"}},30,{"status":403,"body":{"message":"403 Forbidden"}},"""
            + """{"status":400,"body":{"message":{"name":["has already been taken"],"path":["has already been taken"]}}},"""
            + """{"status":403,"body":{"message":"403 Forbidden"}},{"status":404,"body":{"message":"404 Project Not Found"}}]""");
    }

    [Fact]
    public async Task Lists_page_by_offset_and_by_keyset()
    {
        var shown = await RunAsync("""
            g = connect("root")
            page = g.users.list(per_page=4, iterator=True)
            show([page.total, page.total_pages, page.current_page, page.next_page, page.prev_page, page.per_page, len(list(page))])
            keyset = g.users.list(pagination="keyset", order_by="id", per_page=4, iterator=True)
            show([keyset.total, len(list(keyset))])
            show(refused(g.http_list, "/hooks", query_data={"pagination": "keyset"}))
            """);

        shown.ToJsonString().ShouldBe("""[[6,2,1,2,null,4,6],[null,6],{"status":405,"body":{"error":"Keyset pagination is not yet available for this type of request"}}]""");
    }

    [Fact]
    public async Task Free_has_neither_service_accounts_nor_group_hooks_nor_a_licence()
    {
        var shown = await RunAsync("""
            g = connect("root")
            show(refused(g.http_post, "/service_accounts")); show(refused(g.groups.get("acme").hooks.list)); show(g.http_get("/license"))
            """, new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"], Licence = GitLabLicence.Free });

        shown.ToJsonString().ShouldBe("""[{"status":403,"body":{"message":"403 Forbidden"}},{"status":403,"body":{"message":"403 Forbidden"}},null]""");
    }

    private static async Task<JsonArray> RunAsync(string script, GitLabStandInOptions? options = null)
    {
        PythonGitLab.Require();
        await using var gitLab = await GitLabStandIn.StartAsync(options ?? Anywhere(), Cancelled);
        return await new PythonGitLab(gitLab.Url).RunAsync(script, Cancelled);
    }

    private static GitLabStandInOptions Anywhere() => new() { Urls = ["http://127.0.0.1:0"] };
}
