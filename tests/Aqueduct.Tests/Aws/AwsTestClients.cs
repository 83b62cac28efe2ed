using Aqueduct.Aws;
using Aqueduct.Aws.Sts;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Aws;

/// <summary>The clients over a recorded wire, with a credentials file of their own and never the machine's.</summary>
internal sealed class AwsTestClients : IDisposable
{
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string SessionToken = "session-token-of-the-file";

    private readonly string file = Path.GetTempFileName();
    private readonly AwsClients clients;

    public AwsTestClients(HttpMessageHandler transport, TimeProvider? clock = null, AwsTarget? target = null)
    {
        File.WriteAllText(file, $"[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = {Secret}\naws_session_token = {SessionToken}\n");
        clients = new AwsClients(
            (target ?? new AwsTarget("eu-west-1")) with { CredentialsFile = file }, transport, clock ?? new FakeTimeProvider(Start));
    }

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static RoleSession Session { get; } = new(
        "ASIAROLE", "secret-of-the-role", "token-of-the-role", Start.AddHours(12), "arn:aws:sts::111122223333:assumed-role/Q/s");

    public AwsClients Aws => clients;

    public void Dispose()
    {
        clients.Dispose();
        File.Delete(file);
    }
}
