using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Aqueduct.Server.LocalApi;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Access;

/// <summary>
/// Lets requests from elsewhere into <c>/api/v1</c>: 1. an address that failed too often waits; 2. the token must be valid; 3. it has a budget;
/// 4. once the route is known, its scope must suffice.
/// </summary>
internal sealed partial class ApiAccess(ApiTokens tokens, ILogger<ApiAccess> logger) : IApiAccess, IDisposable
{
    public const int FailuresAllowed = 10;
    private const int RequestsPerMinute = 600;

    private readonly PartitionedRateLimiter<IPAddress> failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(NetworkOf(address), _ => Bucket(FailuresAllowed, TimeSpan.FromSeconds(6))));

    private readonly PartitionedRateLimiter<string> requests = PartitionedRateLimiter.Create<string, string>(id =>
        RateLimitPartition.GetTokenBucketLimiter(id, _ => Bucket(RequestsPerMinute, TimeSpan.FromMilliseconds(100))));

    private sealed record Granted(ApiScope Scope);

    public async Task<ApiCaller?> AdmitAsync(HttpContext context, string correlationId)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        using (var mayTry = failures.AttemptAcquire(address, permitCount: 0))
        {
            if (!mayTry.IsAcquired)
                return await RefuseAsync(context, StatusCodes.Status429TooManyRequests, TooManyFailures);
        }

        var row = ApiToken.TryRead(context.Request.Headers.Authorization, out var token) ? await tokens.VerifyAsync(token, context.RequestAborted) : null;
        if (row is null)
        {
            using var failed = failures.AttemptAcquire(address);
            LogRefused(address, correlationId);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return await RefuseAsync(context, StatusCodes.Status401Unauthorized, NoToken);
        }

        using var request = requests.AttemptAcquire(row.Id);
        if (!request.IsAcquired)
            return await RefuseAsync(context, StatusCodes.Status429TooManyRequests, TooManyRequests);
        context.Features.Set(new Granted((ApiScope)row.Scope));
        return new ApiCaller(row.Person ?? $"token:{row.Name}", $"{address}, token {row.Id}", correlationId);
    }

    public async Task<bool> MayUseRouteAsync(HttpContext context)
    {
        if (context.Features.Get<Granted>() is not { } granted || context.GetEndpoint() is not { } route)
            return true;
        var required = route.Metadata.GetMetadata<RequiredScope>();
        if (required is not null && granted.Scope >= required.Scope)
            return true;
        await RefuseAsync(context, StatusCodes.Status403Forbidden, required is null ? OnlyLocal : TooLittle(required.Scope));
        return false;
    }

    public void Dispose()
    {
        failures.Dispose();
        requests.Dispose();
    }

    private static async Task<ApiCaller?> RefuseAsync(HttpContext context, int status, Failure failure)
    {
        if (status is StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = "60";
        await Problem.WriteAsync(context, status, failure);
        return null;
    }

    /// <summary>An IPv6 customer has 2^64 addresses: the network counts as one.</summary>
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static TokenBucketRateLimiterOptions Bucket(int size, TimeSpan each) => new()
    {
        TokenLimit = size, TokensPerPeriod = 1, ReplenishmentPeriod = each, QueueLimit = 0, AutoReplenishment = true,
    };

    private static Failure NoToken => new("unauthorized", "The request has no API token that is valid here.", "Send `Authorization: Bearer aqd_…`; `aqueduct tokens create` makes one.");

    private static Failure TooManyFailures => new("too-many-failures", "This address sent too many wrong tokens.", "Wait a minute, then send a valid token.");

    private static Failure TooManyRequests => new("too-many-requests", "This token sends too many requests.", string.Create(CultureInfo.InvariantCulture, $"Stay below {RequestsPerMinute} a minute."));

    private static Failure OnlyLocal => new("local-only", "This route is open to the Unix socket in the data folder only.", "Run the command on the server itself.");

    private static Failure TooLittle(ApiScope scope) => new(
        "insufficient-scope", "The token's scope does not suffice for this route.", $"Use a token of scope {scope.ToString().ToLowerInvariant()}.");

    [LoggerMessage(1701, LogLevel.Warning, "API request from {Address} without a valid token, correlation ID {CorrelationId}")]
    private partial void LogRefused(IPAddress address, string correlationId);
}
