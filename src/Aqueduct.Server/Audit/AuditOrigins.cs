using Aqueduct.Server.LocalApi;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Audit;

public static class AuditOrigins
{
    /// <summary>The caller of a route below <c>/api/v1</c>.</summary>
    public static AuditOrigin Of(HttpContext context)
    {
        var caller = ApiCaller.Of(context);
        return new AuditOrigin(caller.Actor, caller.Source, caller.CorrelationId);
    }
}
