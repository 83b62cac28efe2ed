namespace Aqueduct.Setup.Configuration;

/// <summary>The IAM role that Amazon Q is called with.</summary>
public sealed class RoleOptions
{
    public string Name { get; set; } = "QDeveloperAccess";

    public RolePolicy Policy { get; set; } = RolePolicy.Managed;
}

public enum RolePolicy
{
    /// <summary>AWS's <c>GitLabDuoWithAmazonQPermissionsPolicy</c>.</summary>
    Managed,

    /// <summary>An inline policy <c>gitlab-duo-amazon-q-policy</c> with the three documented statements.</summary>
    Inline,
}
