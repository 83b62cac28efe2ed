namespace Aqueduct.ContractTests.Tools;

/// <summary>The environment of a foreign AWS client: nothing of this machine's AWS settings, one endpoint, one pair of keys.</summary>
internal sealed record AwsEnvironment(Uri Endpoint)
{
    public string AccessKeyId { get; init; } = "AKIASTANDIN000000000";

    public string SecretAccessKey { get; init; } = "standin-secret-for-local-use-only";

    public string? SessionToken { get; init; }

    public string Region { get; init; } = "us-east-1";

    /// <summary>Folder with further service models for botocore.</summary>
    public string? DataPath { get; init; }

    /// <summary>Every variable to set; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Variables(string emptyFolder)
    {
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.EndsWith("_CA_BUNDLE", StringComparison.Ordinal) || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(name => name, _ => (string?)null);
        variables["AWS_ACCESS_KEY_ID"] = AccessKeyId;
        variables["AWS_SECRET_ACCESS_KEY"] = SecretAccessKey;
        variables["AWS_SESSION_TOKEN"] = SessionToken;
        variables["AWS_DEFAULT_REGION"] = Region;
        variables["AWS_DATA_PATH"] = DataPath;
        variables["AWS_CONFIG_FILE"] = Path.Combine(emptyFolder, "config");
        variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(emptyFolder, "credentials");
        variables["AWS_MAX_ATTEMPTS"] = "1";
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        variables["AWS_PAGER"] = "";
        return variables;
    }
}
