using Aqueduct.Setup;
using Aqueduct.Setup.Connections;

namespace Aqueduct.Server.Pages;

/// <summary>The connection as the pages see it. Where GitLab makes it through the gateway, only GitLab can prove it.</summary>
/// <param name="VerifyAsync">Asks Amazon Q for its checks; null where we cannot.</param>
internal sealed record ConnectionView(
    Func<CancellationToken, Task<ConnectionStatus>> ShowAsync, Func<CancellationToken, Task<Verification>>? VerifyAsync);
