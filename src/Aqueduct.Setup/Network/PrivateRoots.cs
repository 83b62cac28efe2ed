using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aqueduct.Setup.Network;

/// <summary>The roots of <c>network.ca_file</c>, trusted beside the system's.</summary>
internal sealed class PrivateRoots
{
    private readonly X509Certificate2Collection roots;

    private PrivateRoots(X509Certificate2Collection roots) => this.roots = roots;

    public static PrivateRoots? TryRead(string file, out Failure? failure)
    {
        failure = null;
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            failure = new("network-ca-file", $"network.ca_file: {file} cannot be read: {e.Message}", "Name a readable PEM file of CA certificates.");
            return null;
        }
        if (roots.Count > 0)
            return new PrivateRoots(roots);
        failure = new("network-ca-file", $"network.ca_file: {file} holds no certificate.", "Name a PEM file with at least one BEGIN CERTIFICATE block.");
        return null;
    }

    /// <summary>
    /// 1. what the system accepts is accepted; 2. a wrong or missing name never is;
    /// 3. else the chain is built again, with the same strictness, on these roots alone.
    /// </summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
            return true;
        if (errors is not SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || chain is null)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore); // the intermediates the server sent
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // server authentication
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // as SslStream does by default; private CAs rarely publish lists
        return own.Build(leaf);
    }
}
