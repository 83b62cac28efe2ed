using Aqueduct.Server.Storage;

namespace Aqueduct.Configuration;

/// <summary>Rules that look at more than one setting.</summary>
internal static class CrossRules
{
    private static readonly string[] ConnectionStringKeys = ["storage.connection_string", "storage.connection_string_file"];

    public static IReadOnlyList<ConfigurationFault> Check(OptionsWalk walk) =>
        [.. Sections(walk), .. Issuer(walk), .. Storage(walk), .. Listening(walk)];

    private static IEnumerable<ConfigurationFault> Sections(OptionsWalk walk)
    {
        var (gitlab, aws) = (walk.Has("gitlab", out var gitlabOrigin), walk.Has("aws", out var awsOrigin));
        if (!gitlab)
            yield return Missing("gitlab", aws ? awsOrigin : Origin.Default, aws ? "'aws' stands without 'gitlab'." : "It is required.",
                "Add the section 'gitlab:' with 'url:', the address of your GitLab.");
        if (!aws)
            yield return Missing("aws", gitlab ? gitlabOrigin : Origin.Default, gitlab ? "'gitlab' stands without 'aws'." : "It is required.",
                "Add the section 'aws:' with 'region:'.");
        if (gitlab && walk.Options.Gitlab.Url is null && walk.IsSound("gitlab.url"))
            yield return Missing("gitlab.url", gitlabOrigin, "It is required.", "Write the address under which Aqueduct reaches GitLab.");
        var (url, external) = (walk.Options.Gitlab.Url, walk.Options.Gitlab.ExternalUrl);
        if (external is null && url is not null && UrlFormats.SeenByAws(url) is { } complaint)
            yield return new("gitlab.external_url", null, walk.OriginOf("gitlab.url"),
                $"It defaults to gitlab.url, {url}. {complaint.Reason}", "Set gitlab.external_url to the https:// address that AWS can reach.");
    }

    private static IEnumerable<ConfigurationFault> Issuer(OptionsWalk walk)
    {
        var (issuer, server) = (walk.Options.Identity.IssuerUrl, walk.Options.Server.PublicUrl);
        if (issuer is not null || walk.IsWritten("identity.issuer_url") || !walk.IsSound("server.public_url"))
            yield break;
        if (server is null)
            yield return Missing("server.public_url", Origin.Default, "The issuer needs an address that AWS can reach.",
                "Set server.public_url, or identity.issuer_url when the keys are published elsewhere.");
        else if (UrlFormats.Issuer(server) is { } complaint)
            yield return new("server.public_url", server, walk.OriginOf("server.public_url"), $"It is also the issuer. {complaint.Reason}",
                $"{complaint.Fix} Or set identity.issuer_url.");
    }

    private static IEnumerable<ConfigurationFault> Storage(OptionsWalk walk)
    {
        var storage = walk.Options.Storage;
        var written = ConnectionStringKeys.Where(walk.IsWritten).ToList();
        if (storage.Kind is StorageKind.Postgres && written.Count is 0)
            yield return Missing("storage.connection_string_file", walk.OriginOf("storage.kind"), "PostgreSQL needs a connection string.",
                "Put the connection string into a file of mode 0600 and name it here.");
        if (storage.Kind is StorageKind.Sqlite && written.Count > 0 && walk.IsSound("storage.kind"))
            yield return Missing(written[0], walk.OriginOf(written[0]), "SQLite has no connection string.", "Remove it, or set storage.kind to postgres.");
        if (written.Count is 2)
            yield return Missing(written[1], walk.OriginOf(written[1]), "storage.connection_string is set too.", "Keep one of the two.");
    }

    private static IEnumerable<ConfigurationFault> Listening(OptionsWalk walk)
    {
        var server = walk.Options.Server;
        var (certificate, key) = (walk.IsWritten("server.certificate_file"), walk.IsWritten("server.certificate_key_file"));
        if (certificate && !key)
            yield return Missing("server.certificate_key_file", walk.OriginOf("server.certificate_file"),
                "The certificate stands without its key.", "Name the PEM file of the private key.");
        if (key && !certificate)
            yield return Missing("server.certificate_file", walk.OriginOf("server.certificate_key_file"),
                "The key stands without its certificate.", "Name the PEM file of the certificate and its chain.");
        if (!certificate && !key && server.Urls.Split(';', StringSplitOptions.TrimEntries).Any(UrlFormats.IsHttps))
            yield return Missing("server.certificate_file", walk.OriginOf("server.urls"), "An https address needs a certificate.",
                "Set server.certificate_file and server.certificate_key_file.");
    }

    private static ConfigurationFault Missing(string key, Origin origin, string reason, string fix) => new(key, null, origin, reason, fix);
}
