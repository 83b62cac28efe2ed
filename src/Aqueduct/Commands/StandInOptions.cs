using System.CommandLine;

namespace Aqueduct.Commands;

/// <summary>Options that several stand-ins share.</summary>
internal static class StandInOptions
{
    public static Option<string[]> Urls { get; } = new("--urls")
    {
        Description = "The address to listen on, http or https; port 0 picks a free one; repeatable",
        HelpName = "URL",
    };

    public static Option<string?> CertificateFile { get; } = new("--certificate-file") { Description = "PEM certificate for https addresses", HelpName = "FILE" };

    public static Option<string?> KeyFile { get; } = new("--key-file") { Description = "PEM key of the certificate", HelpName = "FILE" };

    public static Option<string[]> ConnectTo { get; } = new("--connect-to")
    {
        Description = "Reaches a name at another address; repeatable",
        HelpName = "HOST:PORT=ADDRESS:PORT",
    };

    public static Option<string?> CaFile { get; } = new("--ca-file") { Description = "Trusts the CA certificates of this PEM file, too", HelpName = "FILE" };

    public static Option<string?> State { get; } = new("--state") { Description = "Keeps the state in this folder. Default: in memory", HelpName = "DIR" };
}
