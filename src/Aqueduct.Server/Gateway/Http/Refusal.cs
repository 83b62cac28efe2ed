using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>Why a request is refused, as GitLab gets it: it shows <paramref name="Detail"/> to people.</summary>
internal sealed record Refusal(int Status, string Detail, TimeSpan? RetryAfter = null)
{
    public static Refusal Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);

    public static Refusal Invalid(string fault) => new(StatusCodes.Status422UnprocessableEntity, $"Validation error: {fault}");

    public static Refusal TooLarge(int limit) => new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {limit} bytes");

    public static Refusal NoUser { get; } = new(StatusCodes.Status400BadRequest, "User Id is missing");
}
