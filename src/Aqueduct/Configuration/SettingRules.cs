namespace Aqueduct.Configuration;

/// <summary>The rules by key; a setting without an entry takes whatever fits its type.</summary>
internal static class SettingRules
{
    private static readonly Dictionary<string, SettingRule> ByKey = new(StringComparer.Ordinal)
    {
        ["gitlab.url"] = new() { Check = UrlFormats.Reachable, Examples = ["https://gitlab.internal"] },
        ["gitlab.external_url"] = new() { Check = UrlFormats.SeenByAws, Examples = ["https://gitlab.example.com"] },
        ["gitlab.token_file"] = new() { File = FileRole.ReadSecret, Examples = ["/run/secrets/gitlab"] },
        ["gitlab.instance_uid"] = new()
        {
            Check = TextFormats.InstanceUid, Pattern = TextFormats.UuidPattern, Examples = ["6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11"],
        },
        ["aws.region"] = new() { Check = AwsRegions.Check, Pattern = AwsRegions.Pattern, Examples = ["us-east-1", "eu-central-1"] },
        ["aws.account_id"] = new() { Check = TextFormats.AccountId, Pattern = TextFormats.AccountIdPattern, Examples = ["111122223333"] },
        ["aws.endpoint_url"] = new() { Check = UrlFormats.Reachable, Examples = ["http://127.0.0.1:7481"] },
        ["aws.q_endpoint_url"] = new() { Check = UrlFormats.Reachable },
        ["aws.credentials_file"] = new() { File = FileRole.ReadSecret },
        ["identity.issuer_url"] = new() { Check = UrlFormats.Issuer, Examples = ["https://aqueduct.example.com"] },
        ["role.name"] = new() { Check = TextFormats.RoleName, Pattern = TextFormats.RoleNamePattern },
        ["profile.name"] = new() { Check = TextFormats.ProfileName, Pattern = TextFormats.ProfileNamePattern },
        ["profile.description"] = new() { Check = TextFormats.ProfileDescription, Pattern = TextFormats.ProfileDescriptionPattern },
        ["storage.path"] = new() { File = FileRole.Created },
        ["storage.connection_string"] = new() { Secret = true, Examples = ["Host=db.internal;Database=aqueduct;Username=aqueduct"] },
        ["storage.connection_string_file"] = new() { File = FileRole.ReadSecret },
        ["storage.master_key_file"] = new() { File = FileRole.CreatedSecret },
        ["audit.retention_days"] = new() { Check = TextFormats.Days, Pattern = TextFormats.DaysPattern, Examples = ["730"] },
        ["cluster.kind"] = new() { NotBuilt = ["postgres"] },
        ["server.public_url"] = new() { Check = UrlFormats.Reachable, Examples = ["https://aqueduct.example.com"] },
        ["server.urls"] = new() { Check = UrlFormats.Listening, Examples = ["http://127.0.0.1:7480", "http://127.0.0.1:7480;https://0.0.0.0:7443"] },
        ["server.certificate_file"] = new() { File = FileRole.Read },
        ["server.certificate_key_file"] = new() { File = FileRole.ReadSecret },
        ["gateway.upstream"] = new() { Check = UrlFormats.Upstream, Examples = ["https://cloud.gitlab.com/ai", "off"] },
        ["gateway.token_issuers"] = new() { Check = UrlFormats.Https, Examples = ["https://gitlab.example.com"] },
        ["network.ca_file"] = new() { File = FileRole.Read, Examples = ["/etc/ssl/private-ca.pem"] },
        ["network.connect_to"] = new() { Check = TextFormats.ConnectTo, Examples = ["aqueduct.example.com:443=127.0.0.1:7443"] },
    };

    public static IReadOnlyCollection<string> Keys => ByKey.Keys;

    public static SettingRule Of(string key) => ByKey.GetValueOrDefault(key, SettingRule.None);
}
