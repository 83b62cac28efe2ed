using System.Globalization;
using System.Text.RegularExpressions;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>The parameters of AssumeRoleWithWebIdentity, each within its constraint.</summary>
internal sealed partial record WebIdentityRequest(
    string Account, string RoleName, string RoleArn, string SessionName, string Token, TimeSpan Duration, string? Policy, IReadOnlyList<string> PolicyArns)
{
    private const int UsualSeconds = 3600;

    /// <exception cref="AwsError">ValidationError, naming every parameter at fault.</exception>
    public static WebIdentityRequest Read(QueryParameters query)
    {
        var (roleArn, sessionName, token) = (query["RoleArn"], query["RoleSessionName"], query["WebIdentityToken"]);
        var (duration, policy) = (query["DurationSeconds"], query["Policy"]);
        var policyArns = query.Structures("PolicyArns").Select(p => p["arn"] ?? "").ToList();
        var seconds = long.TryParse(duration, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;

        var constraints = new Constraints();
        constraints.Required("roleArn", roleArn);
        constraints.Length("roleArn", roleArn, 20, 2048);
        constraints.Required("roleSessionName", sessionName);
        constraints.Length("roleSessionName", sessionName, 2, 64);
        constraints.Pattern("roleSessionName", sessionName, @"[\w+=,.@-]*");
        constraints.Required("webIdentityToken", token);
        constraints.Length("webIdentityToken", token, 4, 20_000);
        if (duration is not null && seconds is null) constraints.Violated("durationSeconds", duration, "Member must be an integer");
        constraints.Range("durationSeconds", seconds, 900, 43_200);
        constraints.Length("policy", policy, 1, 2048);
        constraints.Count("policyArns", policyArns, 0, 10);
        constraints.Check();

        if (query["ProviderId"] is not null) throw StsErrors.Validation("ProviderId must not be specified for an OpenID Connect ID token");
        if (ArnOfRole().Match(roleArn!) is not { Success: true } arn) throw StsErrors.Validation("Request ARN is invalid");
        return new WebIdentityRequest(
            arn.Groups["account"].Value, arn.Groups["name"].Value, roleArn!, sessionName!, token!, TimeSpan.FromSeconds(seconds ?? UsualSeconds), policy, policyArns);
    }

    public override string ToString() => $"{RoleArn}, session {SessionName}";

    [GeneratedRegex(@"\Aarn:aws:iam::(?<account>\d{12}):role/(?:[\x21-\x7e]+/)?(?<name>[\w+=,.@-]{1,64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex ArnOfRole();
}
