using System.Xml.Linq;

namespace Aqueduct.StandIns.Aws.Iam.Roles;

/// <summary>A role as IAM's answers show it; tags and last use come only where one role is asked for.</summary>
internal static class RoleXml
{
    public static IEnumerable<XElement> Of(IamRole role) =>
    [
        new("Path", role.Path),
        new("RoleName", role.Name),
        new("RoleId", role.Id),
        new("Arn", role.Arn),
        IamXml.Date("CreateDate", role.CreateDate),
        IamXml.Document("AssumeRolePolicyDocument", role.TrustPolicy),
        .. role.Description is null ? Array.Empty<XElement>() : [new XElement("Description", role.Description)],
        new("MaxSessionDuration", role.MaxSessionDuration),
    ];
}
