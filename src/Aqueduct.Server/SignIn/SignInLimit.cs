using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.SignIn;

/// <summary>Each address may try so often a minute; behind a proxy all people share one.</summary>
internal sealed class SignInLimit : IDisposable
{
    public const int AMinute = 60;

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = AMinute, Window = TimeSpan.FromMinutes(1) }));

    public bool Admits(HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
