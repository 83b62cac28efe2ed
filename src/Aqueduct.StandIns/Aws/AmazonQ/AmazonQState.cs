namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>Amazon Q's part of the world: everything is regional.</summary>
internal sealed class AmazonQState
{
    /// <summary>By region.</summary>
    public Dictionary<string, AmazonQRegion> Regions { get; init; } = [];

    public AmazonQRegion In(string region) => Regions.TryGetValue(region, out var known) ? known : Regions[region] = new AmazonQRegion();
}

/// <summary>The GitLab integration of the account in one region.</summary>
internal sealed class AmazonQRegion
{
    /// <summary>Older events are forgotten.</summary>
    private const int EventsKept = 200;

    public OAuthAppConnection? Connection { get; set; }

    /// <summary>By ARN of the caller that gave it.</summary>
    public Dictionary<string, AuthGrant> Grants { get; init; } = [];

    /// <summary>ARN of the KMS key by feature.</summary>
    public Dictionary<string, string> EncryptionKeys { get; init; } = [];

    /// <summary>The newest last; what a test or a rehearsal looks at.</summary>
    public List<ReceivedEvent> Events { get; init; } = [];

    public void Keep(ReceivedEvent received)
    {
        Events.Add(received);
        if (Events.Count > EventsKept) Events.RemoveAt(0);
    }
}
