using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam.ManagedPolicies;

/// <summary>GetPolicy, GetPolicyVersion, ListPolicyVersions.</summary>
internal static class PolicyOperations
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("GetPolicy", Get) { Resource = Resource },
        new("GetPolicyVersion", GetVersion) { Resource = Resource },
        new("ListPolicyVersions", ListVersions) { Resource = Resource },
    ];

    private static string Resource(AwsCall call) => call.Query["PolicyArn"] ?? "*";

    private static AwsAnswer Get(AwsCall call)
    {
        var policy = Find(call);
        return AwsAnswer.Of(new XElement("Policy",
            new XElement("PolicyName", policy.Name),
            new XElement("PolicyId", policy.Id),
            new XElement("Arn", policy.Arn),
            new XElement("Path", "/"),
            new XElement("DefaultVersionId", policy.DefaultVersion.Id),
            new XElement("AttachmentCount", call.World.Read(state => state.Iam.Roles.Count(r => r.AttachedPolicies.Contains(policy.Arn)))),
            new XElement("PermissionsBoundaryUsageCount", 0),
            new XElement("IsAttachable", true),
            new XElement("Description", policy.Description),
            IamXml.Date("CreateDate", policy.CreateDate),
            IamXml.Date("UpdateDate", policy.DefaultVersion.CreateDate),
            new XElement("Tags")));
    }

    private static AwsAnswer GetVersion(AwsCall call)
    {
        var input = new IamInput(call);
        var id = input.Text("VersionId", 1, 64);
        input.Check();
        var policy = Find(call);
        var version = policy.Versions.FirstOrDefault(v => v.Id == id)
            ?? throw IamRefusals.NotFound($"Policy {policy.Arn} version {id} does not exist or is not attachable.");
        return AwsAnswer.Of(new XElement("PolicyVersion", IamXml.Document("Document", version.Document), Head(policy, version)));
    }

    private static AwsAnswer ListVersions(AwsCall call)
    {
        var policy = Find(call);
        return Page.Of(call, "Versions", policy.Versions.Reverse(), version => Head(policy, version));
    }

    private static IEnumerable<XElement> Head(ManagedPolicy policy, PolicyVersion version) =>
    [
        new XElement("VersionId", version.Id),
        new XElement("IsDefaultVersion", version == policy.DefaultVersion),
        IamXml.Date("CreateDate", version.CreateDate),
    ];

    private static ManagedPolicy Find(AwsCall call)
    {
        var input = new IamInput(call);
        var arn = input.Arn("PolicyArn");
        input.Check();
        return ManagedPolicyCatalog.Find(IamArn.Checked(arn)) ?? throw IamRefusals.NotFound($"Policy {arn} was not found.");
    }
}
