using System.Text.Json.Nodes;

namespace Aqueduct.ContractTests.StandIns.GitLab;

/// <summary>The members of GitLab's API documentation that Aqueduct reads, restated: <c>name:type</c>, a question mark where null is possible.</summary>
public sealed class DocumentedFieldsTests
{
    [Theory]
    [InlineData("/version", "version:string revision:string")]
    [InlineData("/metadata", "version:string revision:string kas:object enterprise:boolean")]
    [InlineData("/user", "id:number username:string name:string state:string web_url:string email:string is_admin:boolean bot:boolean external:boolean created_at:string note:string?")]
    [InlineData("/users/2", "id:number username:string name:string state:string locked:boolean avatar_url:string public_email:string? private_profile:boolean")]
    [InlineData("/personal_access_tokens/self", "id:number name:string revoked:boolean created_at:string description:string? scopes:array user_id:number last_used_at:string? active:boolean expires_at:string?")]
    [InlineData("/groups/acme", "id:number name:string path:string full_path:string full_name:string parent_id:number? visibility:string web_url:string duo_availability:string projects:array")]
    [InlineData("/groups/acme/members/2", "id:number username:string access_level:number created_at:string expires_at:string? membership_state:string")]
    [InlineData("/projects/acme%2Fshop", "id:number path_with_namespace:string default_branch:string visibility:string http_url_to_repo:string ssh_url_to_repo:string namespace:object permissions:object archived:boolean creator_id:number duo_features_enabled:boolean")]
    [InlineData("/projects/acme%2Fshop/issues/1", "id:number iid:number project_id:number title:string description:string state:string author:object assignees:array labels:array references:object web_url:string confidential:boolean issue_type:string")]
    [InlineData("/projects/acme%2Fshop/merge_requests/1", "id:number iid:number state:string source_branch:string target_branch:string sha:string diff_refs:object author:object reviewers:array draft:boolean detailed_merge_status:string changes_count:string references:object")]
    [InlineData("/projects/acme%2Fshop/repository/branches/main", "name:string commit:object protected:boolean default:boolean can_push:boolean merged:boolean web_url:string")]
    [InlineData("/projects/acme%2Fshop/repository/files/pom.xml?ref=main", "file_name:string file_path:string size:number encoding:string content:string content_sha256:string ref:string blob_id:string commit_id:string last_commit_id:string")]
    [InlineData("/license", "id:number plan:string created_at:string starts_at:string expires_at:string historical_max:number maximum_user_count:number expired:boolean overage:number user_limit:number active_users:number licensee:object add_ons:object")]
    [InlineData("/usage_data/service_ping", "recorded_at:string uuid:string version:string edition:string counts:object")]
    [InlineData("/application/settings", "duo_features_enabled:boolean lock_duo_features_enabled:boolean admin_mode:boolean allow_local_requests_from_web_hooks_and_services:boolean")]
    public async Task What_is_read_has_the_documented_members(string path, string members)
    {
        await using var gitLab = await GitLabClient.StartAsync();

        var answer = await gitLab.RestAsync("GET", path);

        answer.Status.ShouldBe(200);
        members.Split(' ').Where(m => !Has(answer.Body!.AsObject(), m)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/applications", """{"name":"A","redirect_uri":"https://a.example.test","scopes":"api"}""", "id:number application_id:string application_name:string callback_url:string confidential:boolean secret:string")]
    [InlineData("/service_accounts", "{}", "id:number username:string name:string email:string")]
    [InlineData("/users/2/personal_access_tokens", """{"name":"t","scopes":["read_api"]}""", "id:number token:string scopes:array expires_at:string")]
    [InlineData("/hooks", """{"url":"https://h.example.test"}""", "id:number url:string created_at:string push_events:boolean tag_push_events:boolean merge_requests_events:boolean repository_update_events:boolean enable_ssl_verification:boolean")]
    [InlineData("/projects/1/hooks", """{"url":"https://h.example.test"}""", "id:number url:string name:string? description:string? project_id:number push_events:boolean push_events_branch_filter:string? branch_filter_strategy:string custom_webhook_template:string? issues_events:boolean confidential_issues_events:boolean merge_requests_events:boolean tag_push_events:boolean note_events:boolean confidential_note_events:boolean job_events:boolean pipeline_events:boolean wiki_page_events:boolean deployment_events:boolean releases_events:boolean milestone_events:boolean feature_flag_events:boolean emoji_events:boolean resource_access_token_events:boolean enable_ssl_verification:boolean repository_update_events:boolean alert_status:string disabled_until:string? url_variables:array custom_headers:array created_at:string")]
    [InlineData("/groups/1/hooks", """{"url":"https://h.example.test"}""", "id:number group_id:number subgroup_events:boolean member_events:boolean project_events:boolean")]
    public async Task What_is_created_has_the_documented_members(string path, string body, string members)
    {
        await using var gitLab = await GitLabClient.StartAsync();

        var answer = await gitLab.RestAsync("POST", path, body: JsonNode.Parse(body)!.AsObject());

        answer.Status.ShouldBe(201);
        members.Split(' ').Where(m => !Has(answer.Body!.AsObject(), m)).ShouldBeEmpty();
    }

    private static bool Has(JsonObject shown, string member)
    {
        var (name, type) = (member.Split(':')[0], member.Split(':')[1]);
        return shown.TryGetPropertyValue(name, out var value) && value switch
        {
            null => type.EndsWith('?'),
            _ when type.StartsWith("boolean", StringComparison.Ordinal) => value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
            _ => value.GetValueKind().ToString().Equals(type.TrimEnd('?'), StringComparison.OrdinalIgnoreCase),
        };
    }
}
