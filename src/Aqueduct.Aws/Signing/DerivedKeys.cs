using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aqueduct.Aws.Signing;

/// <summary>The signing keys of the day, so that four of a signature's five HMACs are done once a day.</summary>
internal sealed class DerivedKeys
{
    // Role sessions come and go, one access key each; older entries are cheap to make again.
    private const int Capacity = 1024;

    private readonly ConcurrentDictionary<(string AccessKeyId, string Region, string Service), DerivedKey> keys = new();

    public byte[] Of(SigningScope scope, DateTimeOffset now)
    {
        var id = (scope.Keys.AccessKeyId, scope.Region, scope.Service);
        var day = DateOnly.FromDateTime(now.UtcDateTime);

        // The secret is compared too: a mistyped one may be mended under the same access key.
        if (keys.TryGetValue(id, out var known) && known.Day == day && known.Secret == scope.Keys.SecretAccessKey)
        {
            return known.Value;
        }

        if (keys.Count >= Capacity)
        {
            keys.Clear();
        }

        var derived = Derive(scope, day);
        keys[id] = new DerivedKey(day, scope.Keys.SecretAccessKey, derived);
        return derived;
    }

    private static byte[] Derive(SigningScope scope, DateOnly day)
    {
        var key = Encoding.UTF8.GetBytes($"AWS4{scope.Keys.SecretAccessKey}");
        foreach (var part in (ReadOnlySpan<string>)[day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), scope.Region, scope.Service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    private sealed class DerivedKey(DateOnly day, string secret, byte[] value)
    {
        public DateOnly Day => day;

        public string Secret => secret;

        public byte[] Value => value;
    }
}
