using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam.Providers;

/// <summary>UpdateOpenIDConnectProviderThumbprint, and the rules for thumbprints: at most 5, each of 40 characters, kept in small letters.</summary>
internal static class Thumbprints
{
    private const int Most = 5, Length = 40;

    public static IReadOnlyList<AwsOperation> All { get; } =
        [new("UpdateOpenIDConnectProviderThumbprint", Update) { Resource = ProviderOperations.Resource }];

    public static void Check(IReadOnlyList<string> thumbprints)
    {
        if (thumbprints.Count > Most) throw IamRefusals.InvalidInput("Thumbprint list must contain fewer than 5 entries.");
        if (thumbprints.Any(t => t.Length != Length)) throw IamRefusals.InvalidInput("Thumbprint must be exactly 40 characters.");
    }

    public static List<string> Stored(IEnumerable<string> thumbprints) => [.. thumbprints.Select(t => t.ToLowerInvariant())];

    // Replaces the list; none left means none may be sent: no call returns a provider to automatic thumbprints.
    private static AwsAnswer Update(AwsCall call)
    {
        var input = new IamInput(call);
        if (!call.Query.HasList("ThumbprintList")) input.Constraints.Required("thumbprintList", null);
        var arn = ProviderOperations.Arn(input, call);
        var thumbprints = call.Query.List("ThumbprintList");
        if (thumbprints.Count == 0) throw IamRefusals.InvalidInput("Thumbprint list must contain at least one entry.");
        Check(thumbprints);
        call.World.Change(state => state.Provider(arn).Thumbprints = Stored(thumbprints));
        return AwsAnswer.Empty;
    }
}
