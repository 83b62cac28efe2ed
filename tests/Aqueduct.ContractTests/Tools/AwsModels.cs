namespace Aqueduct.ContractTests.Tools;

/// <summary>
/// Service models of our own for botocore, which knows neither Amazon Q's GitLab integration nor its profiles: with them botocore signs,
/// serialises and parses independently.
/// </summary>
internal static class AwsModels
{
    /// <summary>For <c>AWS_DATA_PATH</c>.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Tools", "AwsModels");
}
