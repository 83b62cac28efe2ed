using System.Text.Json.Serialization;

namespace Aqueduct.Server.SignIn;

/// <summary>What is kept of a session, sealed.</summary>
/// <param name="RefreshToken">Good for once; null where GitLab gives none.</param>
internal sealed record Session(
    long UserId, string Username, string Name, bool IsAdministrator, DateTimeOffset AuthenticatedAt, string FormToken, string AccessToken, string? RefreshToken)
{
    public override string ToString() => $"session of user {UserId}, tokens ***";
}

/// <summary>A sign-in between its start and the return from GitLab; the browser keeps it, sealed and bound to its <c>state</c>.</summary>
/// <param name="UserId">Who must come back, when somebody who is signed in proves it again.</param>
internal sealed record Attempt(string Verifier, string Nonce, string ReturnTo, DateTimeOffset StartedAt, long? UserId)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public override string ToString() => $"attempt of {StartedAt:O}, ***";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(Attempt))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(UserAnswer))]
internal sealed partial class SignInJson : JsonSerializerContext;

/// <summary>GitLab's answer of <c>POST /oauth/token</c>.</summary>
internal sealed record TokenAnswer(string AccessToken, string? RefreshToken = null, string? IdToken = null)
{
    public override string ToString() => "***";
}

/// <summary>GitLab's answer of <c>GET /api/v4/user</c>.</summary>
/// <param name="IsAdmin">GitLab leaves it out for everybody who may not act as an administrator now.</param>
internal sealed record UserAnswer(long Id, string Username, string Name, string State, bool IsAdmin = false);
