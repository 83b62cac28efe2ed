using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Signing;

/// <summary>
/// Verifies Signature Version 4, written from AWS's specification and from nothing else of ours:
/// 1. the header is there and whole; 2. scope: terminator, service, region, and the date of the request's time; 3. the time is within
/// 15 minutes of ours; 4. the headers a signature must cover are covered; 5. the key exists, and its session token is the one given out;
/// 6. the signature over the request as received; 7. temporary credentials have not expired.
/// </summary>
internal sealed partial class SignatureVerifier(AwsWorld world)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>The caller and the region it signed for; anything else is thrown as AWS's refusal.</summary>
    public (Principal Caller, string Region) Verify(SignedRequest request, AwsService service)
    {
        var refuse = new SignatureRefusals(service.Protocol);
        var text = request.Header("Authorization");
        if (string.IsNullOrEmpty(text)) throw refuse.NoSignature();
        if (!text.StartsWith(AuthorizationHeader.Algorithm + " ", StringComparison.Ordinal))
            throw refuse.Incomplete($"Unsupported AWS 'algorithm': '{text.Split(' ')[0]}'.");
        if (!AuthorizationHeader.TryParse(text, out var header, out var fault)) throw refuse.Incomplete(fault);

        CheckScope(header.Scope, service, refuse);
        var time = CheckTime(request, header, refuse);
        CheckSignedHeaders(request, header, service, refuse);

        var credential = world.Read(state => Credential.Find(state, header.AccessKeyId)) ?? throw refuse.UnknownKey();
        if (!Same(credential.SessionToken ?? "", request.Header("X-Amz-Security-Token") ?? "")) throw refuse.UnknownKey();
        var signature = Signature.Sign(
            Signature.SigningKey(credential.Secret, header.Scope),
            Signature.StringToSign(CanonicalRequest.Of(request, header.SignedHeaders), time, header.Scope));
        if (!Same(signature, header.Signature)) throw refuse.Mismatch();
        if (credential.Expiration <= world.Clock.GetUtcNow()) throw refuse.Expired();
        return (credential.Principal, header.Scope.Region);
    }

    private static void CheckScope(CredentialScope scope, AwsService service, SignatureRefusals refuse)
    {
        if (scope.Terminator != "aws4_request")
            throw refuse.Mismatch($"Credential should be scoped with a valid terminator: 'aws4_request', not '{scope.Terminator}'.");
        if (scope.Service != service.SigningName)
            throw refuse.Mismatch($"Credential should be scoped to correct service: '{service.SigningName}'. ");
        if (!RegionName().IsMatch(scope.Region)) // any region: a client that is given an endpoint signs for the region it is set to
            throw refuse.Mismatch($"Credential should be scoped to a valid region, not '{scope.Region}'. ");
    }

    /// <returns>The request's time as it was written.</returns>
    private string CheckTime(SignedRequest request, AuthorizationHeader header, SignatureRefusals refuse)
    {
        var written = request.Header("X-Amz-Date");
        if (written is null)
            throw refuse.Incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        if (!DateTimeOffset.TryParseExact(written, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            throw refuse.Incomplete($"Date must be in ISO-8601 'basic format'. Got '{written}'. See http://en.wikipedia.org/wiki/ISO_8601");
        if (header.Scope.Date != written[..8])
            throw refuse.Mismatch(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{header.Scope.Date}' != '{written[..8]}', from '{written}'.");

        var now = world.Clock.GetUtcNow();
        if (time < now - Skew)
            throw refuse.Mismatch($"Signature expired: {written} is now earlier than {Basic(now - Skew)} ({Basic(now)} - 15 min.)");
        if (time > now + Skew)
            throw refuse.Mismatch($"Signature not yet current: {written} is still later than {Basic(now + Skew)} ({Basic(now)} + 15 min.)");
        return written;
    }

    // «The CanonicalHeaders list must include the host header, Content-Type if it is present, and any x-amz-* header»; AWS Query clients
    // may leave Content-Type out, as the published example of curl does.
    private static void CheckSignedHeaders(SignedRequest request, AuthorizationHeader header, AwsService service, SignatureRefusals refuse)
    {
        if (!header.SignedHeaders.Contains("host"))
            throw refuse.Mismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        var needed = request.Headers.Keys.Select(name => name.ToLowerInvariant()).Where(name =>
            name.StartsWith("x-amz-", StringComparison.Ordinal) || (name == "content-type" && service.Protocol != AwsProtocol.Query));
        foreach (var name in needed.Except(header.SignedHeaders))
            throw refuse.Mismatch($"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
    }

    private static string Basic(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]+)+-\d\z")]
    private static partial Regex RegionName();
}
