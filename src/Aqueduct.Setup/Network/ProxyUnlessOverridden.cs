using System.Net;

namespace Aqueduct.Setup.Network;

/// <summary>The environment's proxy, except for names with an override: a proxy would resolve them itself.</summary>
internal sealed class ProxyUnlessOverridden(IWebProxy environment, IReadOnlyList<ConnectToRule> rules) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => environment.Credentials;
        set => environment.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => environment.GetProxy(destination);

    public bool IsBypassed(Uri host) => rules.Any(r => r.Matches(new DnsEndPoint(host.IdnHost, host.Port))) || environment.IsBypassed(host);
}
