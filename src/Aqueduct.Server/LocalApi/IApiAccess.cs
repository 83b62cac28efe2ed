using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.LocalApi;

/// <summary>Who may use <c>/api/v1</c> from elsewhere than the socket.</summary>
public interface IApiAccess
{
    /// <returns>Null when it refused; it has answered then.</returns>
    Task<ApiCaller?> AdmitAsync(HttpContext context, string correlationId);

    /// <returns>False when the caller may not use the route it asked for; it has answered then.</returns>
    Task<bool> MayUseRouteAsync(HttpContext context);
}
