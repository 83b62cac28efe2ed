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

    /// <summary>Older conversations are forgotten.</summary>
    private const int ConversationsKept = 1000;

    public OAuthAppConnection? Connection { get; set; }

    /// <summary>By ARN of the caller that gave it.</summary>
    public Dictionary<string, AuthGrant> Grants { get; init; } = [];

    /// <summary>ARN of the KMS key by feature.</summary>
    public Dictionary<string, string> EncryptionKeys { get; init; } = [];

    /// <summary>The newest last; what a test or a rehearsal looks at.</summary>
    public List<ReceivedEvent> Events { get; init; } = [];

    /// <summary>The newest last.</summary>
    public List<Conversation> Conversations { get; init; } = [];

    /// <param name="id">Null begins one.</param>
    /// <exception cref="AwsError">Amazon Q gave the ID to another caller.</exception>
    public Conversation ConversationOf(string caller, string? id)
    {
        if (Conversations.Find(c => c.Id == id && c.Caller == caller) is { } known) return known;
        if (Conversations.Exists(c => c.Id == id && c.IsNamedByAmazonQ)) throw AmazonQErrors.NoConversation(id!);
        var begun = new Conversation { Id = id ?? Guid.NewGuid().ToString(), Caller = caller, IsNamedByAmazonQ = id is null };
        Conversations.Add(begun);
        if (Conversations.Count > ConversationsKept) Conversations.RemoveAt(0);
        return begun;
    }

    public void Keep(ReceivedEvent received)
    {
        Events.Add(received);
        if (Events.Count > EventsKept) Events.RemoveAt(0);
    }
}
