using Microsoft.AspNetCore.Builder;

namespace Aqueduct.Server.Access;

/// <summary>What an API token may do; each includes those before it.</summary>
public enum ApiScope
{
    /// <summary>See what the API shows, except the audit trail.</summary>
    Read,

    /// <summary>Change settings: availability, automatic review.</summary>
    Settings,

    /// <summary>All that the API offers from elsewhere, the audit trail with its names too.</summary>
    Admin,
}

/// <summary>Metadata of a route; one without it is open to the local socket only.</summary>
public sealed record RequiredScope(ApiScope Scope);

public static class ApiScopes
{
    /// <summary>Opens the route to API tokens of this scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder route, ApiScope scope)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiredScope(scope));
}
