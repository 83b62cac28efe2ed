using Aqueduct.Aws.Signing;

namespace Aqueduct.Aws.Credentials;

/// <summary>Where the keys of a call come from; asked for every attempt, so that refreshed ones are used at once.</summary>
internal interface ICredentialSource
{
    Task<FoundKeys> FindAsync(CancellationToken cancellationToken);
}

/// <param name="Missing">When there are no keys: what was looked at.</param>
internal readonly record struct FoundKeys(AwsKeys? Keys, string Missing)
{
    public static FoundKeys Of(AwsKeys keys) => new(keys, "");

    public static FoundKeys None(string missing) => new(null, missing);
}
