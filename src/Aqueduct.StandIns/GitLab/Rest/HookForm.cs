using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>Reads a hook's fields from a request into the hook, with GitLab's validation.</summary>
internal static class HookForm
{
    public static void Fill(Hook hook, Parameters given, bool allowLocal)
    {
        var url = given.Text("url") ?? hook.Url;
        var headers = Pairs(given, "custom_headers");
        var variables = Pairs(given, "url_variables");
        if (HookUrl.Refusal(url, allowLocal) is not null) throw ApiError.Error(422, "Invalid url given");
        if (headers?.Keys.FirstOrDefault(k => !IsHeaderName(k)) is { } wrong) throw ApiError.Error(422, $"Custom headers validation failed: property '/{wrong}' is invalid");
        var strategy = given.OneOf("branch_filter_strategy", "wildcard", "regex", "all_branches") ?? hook.BranchFilterStrategy;
        if (given.Text("push_events_branch_filter") is { } filter && filter.Contains(' ', StringComparison.Ordinal)) throw ApiError.Error(422, "Invalid branch filter given");

        foreach (var name in hook.Events.Keys.ToList()) hook.Events[name] = given.Flag(name) ?? hook.Events[name];
        hook.Url = url;
        hook.BranchFilterStrategy = strategy;
        hook.Name = given.Text("name") ?? hook.Name;
        hook.Description = given.Text("description") ?? hook.Description;
        hook.Token = given.Text("token") ?? hook.Token;
        hook.EnableSslVerification = given.Flag("enable_ssl_verification") ?? hook.EnableSslVerification;
        hook.PushEventsBranchFilter = given.Text("push_events_branch_filter") ?? hook.PushEventsBranchFilter;
        hook.CustomWebhookTemplate = given.Text("custom_webhook_template") ?? hook.CustomWebhookTemplate;
        foreach (var (key, value) in headers ?? []) hook.CustomHeaders[key] = value;
        foreach (var (key, value) in variables ?? []) hook.UrlVariables[key] = value;
    }

    public static bool IsHeaderName(string name) =>
        name.Length is > 0 and <= 255 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static Dictionary<string, string>? Pairs(Parameters given, string name)
    {
        if (given[name] is not { } value) return null;
        var pairs = new Dictionary<string, string>();
        foreach (var (i, pair) in (value as JsonArray ?? throw ApiError.Error(400, $"{name} is invalid")).Index())
            pairs[Member(pair, name, i, "key")] = Member(pair, name, i, "value");
        return pairs;
    }

    private static string Member(JsonNode? pair, string name, int index, string member) =>
        pair is JsonObject read && read[member] is JsonValue text ? text.ToString() : throw ApiError.Error(400, $"{name}[{index}][{member}] is missing");
}
