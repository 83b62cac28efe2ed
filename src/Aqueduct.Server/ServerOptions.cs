namespace Aqueduct.Server;

/// <summary>Where the server listens and how others reach it.</summary>
public sealed class ServerOptions
{
    /// <summary>How GitLab, browsers and AWS reach this server; the default of <c>identity.issuer_url</c>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Addresses to listen on, separated by <c>;</c>. An <c>https://</c> address needs <see cref="CertificateFile"/>.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:7480";

    /// <summary>PEM file of the certificate and its chain for <c>https://</c> addresses.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file of the certificate's private key.</summary>
    public string? CertificateKeyFile { get; set; }
}
