namespace Aqueduct.Setup.Policies;

/// <summary>
/// Who may assume the role: tokens of our issuer with our audience and a subject of our instance.
/// GitLab's page shows the same without <c>sub</c> (and with a trailing comma IAM refuses).
/// </summary>
internal static class TrustPolicy
{
    /// <summary>IAM's default quota ACLSizePerRole, in characters without white space.</summary>
    public const int Limit = 2_048;

    public static string Write(string providerArn, string providerName, string audience, string instanceUid) =>
        PolicyText.Write(writer =>
        {
            writer.WriteString("Effect", "Allow");
            writer.WriteStartObject("Principal");
            writer.WriteString("Federated", providerArn);
            writer.WriteEndObject();
            writer.WriteString("Action", "sts:AssumeRoleWithWebIdentity");
            writer.WriteStartObject("Condition");
            writer.WriteStartObject("StringEquals");
            writer.WriteString($"{providerName}:aud", audience);
            writer.WriteEndObject();
            writer.WriteStartObject("StringLike");
            writer.WriteString($"{providerName}:sub", $"{instanceUid}:*");
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

    public static int CountAsAws(string document) => document.Count(c => !char.IsWhiteSpace(c));
}
