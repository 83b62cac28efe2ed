using Aqueduct.StandIns.Aws.Iam.ManagedPolicies;
using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>Policies given with the call: they restrict the session below what the role may do.</summary>
/// <param name="Documents">All of them as JSON.</param>
/// <param name="PackedSize">Percent of the room AWS gives them; AWS packs in a way of its own, here every character counts.</param>
internal sealed record SessionPolicies(IReadOnlyList<string> Documents, int PackedSize)
{
    private const int Room = 2048;

    public static SessionPolicies Read(WebIdentityRequest request)
    {
        var documents = request.PolicyArns.Select(arn => ManagedPolicyCatalog.Find(arn)?.DefaultVersion.Document ?? throw StsErrors.Validation($"Policy {arn} does not exist or is not attachable.")).ToList();
        if (request.Policy is not null)
        {
            if (!PolicyDocument.TryParse(request.Policy, PolicyKind.Identity, out _, out var refusal)) throw new AwsError("MalformedPolicyDocument", refusal);
            documents.Add(request.Policy);
        }
        var characters = PolicyDocument.Size(request.Policy ?? "") + request.PolicyArns.Sum(arn => arn.Length);
        var packed = (characters * 100 + Room - 1) / Room;
        if (packed > 100) throw new AwsError("PackedPolicyTooLarge", $"Packed policy consumes {packed}% of allotted space, please use smaller policy.");
        return new SessionPolicies(documents, packed);
    }
}
