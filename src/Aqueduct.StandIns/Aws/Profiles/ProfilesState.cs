namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>The Q Developer profiles of the account.</summary>
internal sealed class ProfilesState
{
    /// <summary>By region, in order of creation.</summary>
    public Dictionary<string, List<QProfile>> Regions { get; init; } = [];

    public List<QProfile> In(string region) => Regions.TryGetValue(region, out var known) ? known : Regions[region] = [];

    public bool AnyIn(string region) => In(region).Count > 0;

    public bool Any => Regions.Values.Any(r => r.Count > 0);

    /// <exception cref="AwsError">There is none in the region.</exception>
    public QProfile Find(string region, string arn) => In(region).Find(p => p.Arn == arn) ?? throw ProfilesErrors.NotFound(arn);
}
