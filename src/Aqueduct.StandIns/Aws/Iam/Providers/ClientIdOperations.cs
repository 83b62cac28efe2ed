using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam.Providers;

/// <summary>AddClientIDToOpenIDConnectProvider, RemoveClientIDFromOpenIDConnectProvider; both idempotent.</summary>
internal static class ClientIdOperations
{
    /// <summary>Client IDs of one provider.</summary>
    public const int Most = 100;

    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("AddClientIDToOpenIDConnectProvider", Add) { Resource = ProviderOperations.Resource },
        new("RemoveClientIDFromOpenIDConnectProvider", Remove) { Resource = ProviderOperations.Resource },
    ];

    public static AwsError TooMany() => IamRefusals.LimitExceeded($"Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {Most}");

    private static AwsAnswer Add(AwsCall call)
    {
        var (arn, clientId) = Read(call);
        call.World.Change(state =>
        {
            var clientIds = state.Provider(arn).ClientIds;
            if (clientIds.Contains(clientId)) return;
            if (clientIds.Count >= Most) throw TooMany();
            clientIds.Add(clientId);
        });
        return AwsAnswer.Empty;
    }

    private static AwsAnswer Remove(AwsCall call)
    {
        var (arn, clientId) = Read(call);
        call.World.Change(state => state.Provider(arn).ClientIds.Remove(clientId));
        return AwsAnswer.Empty;
    }

    private static (string Arn, string ClientId) Read(AwsCall call)
    {
        var input = new IamInput(call);
        var clientId = input.Text("ClientID", 1, 255);
        return (ProviderOperations.Arn(input, call), clientId);
    }
}
