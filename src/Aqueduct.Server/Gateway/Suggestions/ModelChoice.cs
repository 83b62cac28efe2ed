using System.Text.Json;
using Aqueduct.Server.Gateway.Http;

namespace Aqueduct.Server.Gateway.Suggestions;

/// <summary>
/// Whether a request is for Amazon Q, and in which role: GitLab says it in <c>model_metadata</c>, or in <c>model_provider</c> beside
/// <c>role_arn</c>. Who names Amazon Q without a usable role is told so; the original would quietly ask another model.
/// </summary>
internal static class ModelChoice
{
    private const string AmazonQ = "amazon_q";
    private const int MostRoleCharacters = 2048;

    /// <param name="owner">The object with <c>model_provider</c>: the request, or the payload of its first component.</param>
    /// <returns>Null: not for Amazon Q.</returns>
    public static ChosenRole? Of(JsonElement request, JsonElement owner)
    {
        var named = Is(owner, "model_provider");
        var metadata = request.Member("model_metadata");
        var described = Is(metadata, "provider") && Is(metadata, "name");
        if (!named && !described)
            return null;
        var role = owner.Text("role_arn") is { Length: > 0 } own ? own : metadata.Text("role_arn");
        var key = described ? "model_metadata.role_arn" : "role_arn";
        return role switch
        {
            null or "" => new("", $"{key}: field required"),
            { Length: > MostRoleCharacters } => new("", $"{key}: it has more than {MostRoleCharacters} characters"),
            _ => new(role, null),
        };
    }

    private static bool Is(JsonElement element, string member) => element.Text(member) is AmazonQ;
}

/// <param name="Fault">What is wrong with it; null when nothing is.</param>
internal readonly record struct ChosenRole(string Arn, string? Fault);
