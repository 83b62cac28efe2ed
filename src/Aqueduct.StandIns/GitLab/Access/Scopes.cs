namespace Aqueduct.StandIns.GitLab.Access;

/// <summary>Scopes the instance knows.</summary>
internal static class Scopes
{
    /// <summary>Of OAuth applications, in the order of the discovery document.</summary>
    public static readonly IReadOnlyList<string> OfApplications =
        ["api", "read_api", "read_user", "create_runner", "manage_runner", "k8s_proxy", "self_rotate", "read_repository", "write_repository", "sudo", "admin_mode", "read_service_ping", "openid", "profile", "email", "ai_features"];

    /// <summary>Of personal access tokens.</summary>
    public static readonly IReadOnlyList<string> OfTokens =
        ["api", "read_api", "read_user", "create_runner", "manage_runner", "k8s_proxy", "self_rotate", "read_repository", "write_repository", "sudo", "admin_mode", "read_service_ping", "ai_features"];

    /// <summary>Those only an administrator's token may carry.</summary>
    public static readonly IReadOnlyList<string> OfAdministrators = ["sudo", "admin_mode", "read_service_ping"];

    /// <summary>The id in <c>user:&lt;id&gt;</c>: the human a service account acts for; null for any other scope.</summary>
    public static long? HumanOf(IEnumerable<string> scopes) =>
        scopes.Where(s => s.StartsWith("user:", StringComparison.Ordinal)).Select(s => long.TryParse(s["user:".Length..], out var id) ? id : (long?)null).FirstOrDefault(id => id is not null);

    /// <summary>Whether an application may register it; <c>user:*</c> is the dynamic scope of composite identity.</summary>
    public static bool IsRegistrable(string scope) => scope == "user:*" || OfApplications.Contains(scope);
}
